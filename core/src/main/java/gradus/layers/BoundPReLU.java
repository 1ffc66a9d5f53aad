package gradus.layers;

import gradus.math.RangeTask;
import java.util.Arrays;

/// Executes [PReLU].
final class BoundPReLU extends BoundRanges {
    private static final int COLUMNS = 64;

    private final int width;
    private final int alpha;
    private final RangeTask slopes = this::slopeGradients;
    private int rows;

    BoundPReLU(Binding binding) {
        super(binding, 1, ROWS);
        width = binding.inputSize();
        alpha = binding.offset(0);
    }

    @Override
    void forward(int from, int to) {
        float[] x = binding.input();
        float[] y = binding.output();
        float[] parameters = binding.parameters();
        for (int row = from; row < to; row++) {
            int start = row * width;
            for (int j = 0; j < width; j++) {
                float value = x[start + j];
                y[start + j] = value > 0 ? value : parameters[alpha + j] * value;
            }
        }
    }

    @Override
    void backward(int input, float[] gradient, int from, int to) {
        float[] x = binding.input();
        float[] outputGradient = binding.outputGradient();
        float[] parameters = binding.parameters();
        for (int row = from; row < to; row++) {
            int start = row * width;
            for (int j = 0; j < width; j++) {
                float slope = x[start + j] > 0 ? 1 : parameters[alpha + j];
                gradient[start + j] = outputGradient[start + j] * slope;
            }
        }
    }

    @Override
    public void backward(Pass pass) {
        super.backward(pass);
        if (binding.trainable()) {
            rows = pass.rows();
            binding.run(width, COLUMNS, slopes);
        }
    }

    private void slopeGradients(int from, int to) {
        float[] x = binding.input();
        float[] outputGradient = binding.outputGradient();
        float[] gradients = binding.parameterGradients();
        if (!binding.accumulate()) {
            Arrays.fill(gradients, alpha + from, alpha + to, 0);
        }
        for (int row = 0; row < rows; row++) {
            int start = row * width;
            for (int j = from; j < to; j++) {
                gradients[alpha + j] += outputGradient[start + j] * Math.min(x[start + j], 0);
            }
        }
    }
}
