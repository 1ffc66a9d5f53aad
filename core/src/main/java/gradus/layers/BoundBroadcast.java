package gradus.layers;

import gradus.data.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Executes an [ElementwiseMerge] whose operands have several shapes, or are constants: repeats what must be repeated,
/// computes value by value, and adds up the gradients of what was repeated.
final class BoundBroadcast extends BoundRanges {
    private final ElementwiseMerge layer;
    private final int size;
    /// All operands, each with the size of the output.
    private final List<float[]> operands = new ArrayList<>();
    /// For each input, its index among the operands.
    private final int[] places;
    /// For each input that is repeated, where each value of a row comes from; null for the others.
    private final int[] @Nullable [] sources;

    private final float[] gradient;

    BoundBroadcast(ElementwiseMerge layer, Binding binding) {
        super(binding, 1, rows(binding.outputSize()));
        this.layer = layer;
        size = binding.outputSize();
        int inputs = binding.inputs().size();
        places = new int[inputs];
        sources = new int[inputs][];
        List<@Nullable Tensor> constants = layer.constants();
        int next = 0;
        boolean repeats = false;
        for (int k = 0; k < (constants.isEmpty() ? inputs : constants.size()); k++) {
            Tensor constant = constants.isEmpty() ? null : constants.get(k);
            if (constant != null) {
                operands.add(Broadcast.rows(constant, binding.outputShape(), binding.capacity()));
                continue;
            }
            Shape shape = binding.inputShapes().get(next);
            places[next] = k;
            if (shape.equals(binding.outputShape())) {
                operands.add(binding.inputs().get(next));
            } else {
                sources[next] = Broadcast.sources(binding.outputShape(), shape);
                operands.add(new float[binding.capacity() * size]);
                repeats |= binding.inputGradients().get(next) != null;
            }
            next++;
        }
        gradient = new float[repeats ? binding.capacity() * size : 0];
    }

    @Override
    void forward(int from, int to) {
        for (int input = 0; input < places.length; input++) {
            int[] source = sources[input];
            if (source != null) {
                float[] x = binding.inputs().get(input);
                float[] repeated = operands.get(places[input]);
                int width = binding.inputShapes().get(input).size();
                for (int row = from; row < to; row++) {
                    for (int j = 0; j < size; j++) {
                        repeated[row * size + j] = x[row * width + source[j]];
                    }
                }
            }
        }
        layer.forward(operands, binding.output(), from * size, to * size);
    }

    @Override
    void backward(int input, float[] inputGradient, int from, int to) {
        int[] source = sources[input];
        float[] own = source == null ? inputGradient : gradient;
        layer.backward(
                operands, binding.output(), binding.outputGradient(), places[input], own, from * size, to * size);
        if (source != null) {
            int width = binding.inputShapes().get(input).size();
            Arrays.fill(inputGradient, from * width, to * width, 0);
            for (int row = from; row < to; row++) {
                for (int j = 0; j < size; j++) {
                    inputGradient[row * width + source[j]] += gradient[row * size + j];
                }
            }
        }
    }
}
