package gradus.layers;

import java.util.Arrays;

/// Executes a [Selection].
final class BoundSelection extends BoundRanges {
    private final int[] sources;
    private final int width;

    BoundSelection(int[] sources, Binding binding) {
        super(binding, 1, ROWS);
        this.sources = sources;
        width = binding.inputSize();
    }

    @Override
    void forward(int from, int to) {
        float[] x = binding.input();
        float[] y = binding.output();
        int size = sources.length;
        for (int row = from; row < to; row++) {
            for (int j = 0; j < size; j++) {
                y[row * size + j] = x[row * width + sources[j]];
            }
        }
    }

    @Override
    void backward(int input, float[] gradient, int from, int to) {
        float[] gradientY = binding.outputGradient();
        int size = sources.length;
        Arrays.fill(gradient, from * width, to * width, 0);
        for (int row = from; row < to; row++) {
            for (int j = 0; j < size; j++) {
                gradient[row * width + sources[j]] += gradientY[row * size + j];
            }
        }
    }
}
