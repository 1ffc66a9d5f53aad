package gradus.layers;

import gradus.data.Integers;
import gradus.math.RangeTask;
import java.util.Arrays;

/// Executes [Embedding]. The gradient of a vector is the sum of those of its places, in the order of the rows: each
/// part of the work owns a range of vectors and goes through all places.
final class BoundEmbedding extends BoundRanges {
    /// The least number of vectors in a part of the backward pass, and the largest number of parts.
    private static final int VECTORS = 64;
    private static final int PARTS = 16;

    private final Integers indices;
    private final int places;
    private final int count;
    private final int length;
    private final int start;
    private final RangeTask scatter = this::scatterRange;
    private int used;

    BoundEmbedding(Embedding layer, Binding binding) {
        super(binding, binding.inputSize(), Math.max(1, NUMBERS / layer.outputDim()));
        indices = layer.integers(0);
        places = binding.inputSize();
        count = layer.inputDim();
        length = layer.outputDim();
        start = binding.offset(0);
    }

    @Override
    void forward(int from, int to) {
        float[] x = binding.input();
        for (int place = from; place < to; place++) {
            float index = x[place];
            if (!indices.contains(index)) {
                throw new IllegalArgumentException(indices.refusal(
                        "Embedding", index, "row " + place / places + " of the batch, column " + place % places));
            }
            System.arraycopy(
                    binding.parameters(), start + ((int) index) * length, binding.output(), place * length, length);
        }
    }

    /// An index has no derivative.
    @Override
    void backward(int input, float[] gradient, int from, int to) {
        Arrays.fill(gradient, from, to, 0);
    }

    @Override
    public void backward(Pass pass) {
        super.backward(pass);
        if (binding.trainable()) {
            used = pass.rows() * places;
            binding.run(count, Math.max(VECTORS, Math.ceilDiv(count, PARTS)), scatter);
        }
    }

    private void scatterRange(int from, int to) {
        float[] x = binding.input();
        float[] outputGradient = binding.outputGradient();
        float[] gradients = binding.parameterGradients();
        if (!binding.accumulate()) {
            Arrays.fill(gradients, start + from * length, start + to * length, 0);
        }
        for (int place = 0; place < used; place++) {
            int index = (int) x[place];
            if (index >= from && index < to) {
                int vector = start + index * length;
                int gradient = place * length;
                for (int j = 0; j < length; j++) {
                    gradients[vector + j] += outputGradient[gradient + j];
                }
            }
        }
    }
}
