package gradus.layers;

import gradus.math.RangeTask;
import java.util.Arrays;

/// Executes the layers that normalize each row by itself: `n = (x - mean)·inverse`, `y = gamma·n + beta`, where
/// `inverse = 1/√(Σ(x - mean)²/divisor + epsilon)`. The mean, `gamma` and `beta` are optional.
final class BoundRowNormalization extends BoundRanges {
    private static final int COLUMNS = 64;
    private static final double SHORTEST = 1e-12;

    private final int width;
    private final int rowsPerRow;
    private final boolean centered;
    private final int divisor;
    private final double epsilon;
    private final int gamma;
    private final int beta;
    private final float[] normalized;
    private final float[] inverse;
    private final RangeTask columns = this::parameterGradients;
    private int count;

    /// Normalizes rows to variance 1 if centered, otherwise to mean square 1.
    BoundRowNormalization(Binding binding, boolean centered, double epsilon, boolean scale, boolean center) {
        this(
                binding,
                centered,
                binding.inputShapes().getFirst().last(),
                epsilon,
                scale ? binding.offset(0) : -1,
                center ? binding.offset(scale ? 1 : 0) : -1);
    }

    /// Normalizes rows to length 1.
    BoundRowNormalization(Binding binding) {
        this(binding, false, 1, 0, -1, -1);
    }

    private BoundRowNormalization(Binding binding, boolean centered, int divisor, double epsilon, int gamma, int beta) {
        super(binding, binding.inputSize() / binding.inputShapes().getFirst().last(), ROWS);
        width = binding.inputShapes().getFirst().last();
        rowsPerRow = binding.inputSize() / width;
        this.centered = centered;
        this.divisor = divisor;
        this.epsilon = epsilon;
        this.gamma = gamma;
        this.beta = beta;
        normalized = new float[binding.capacity() * binding.inputSize()];
        inverse = new float[binding.capacity() * rowsPerRow];
    }

    @Override
    void forward(int from, int to) {
        float[] y = binding.output();
        float[] parameters = binding.parameters();
        for (int row = from; row < to; row++) {
            int start = row * width;
            center(start);
            double squares = binding.functions().dot(normalized, start, normalized, start, width);
            // Without epsilon, a row may have no direction.
            float scale = epsilon == 0 && squares < SHORTEST * SHORTEST
                    ? 0
                    : (float) (1 / Math.sqrt(squares / divisor + epsilon));
            inverse[row] = scale;
            for (int i = start; i < start + width; i++) {
                normalized[i] *= scale;
                y[i] = normalized[i];
            }
            if (gamma >= 0) {
                for (int j = 0; j < width; j++) {
                    y[start + j] *= parameters[gamma + j];
                }
            }
            if (beta >= 0) {
                for (int j = 0; j < width; j++) {
                    y[start + j] += parameters[beta + j];
                }
            }
        }
    }

    /// Writes `x - mean`. The first value is subtracted before the mean, so that rows far from 0 lose no precision.
    private void center(int start) {
        float[] x = binding.input();
        if (!centered) {
            System.arraycopy(x, start, normalized, start, width);
            return;
        }
        float first = x[start];
        for (int i = start; i < start + width; i++) {
            normalized[i] = x[i] - first;
        }
        float mean = binding.functions().sum(normalized, start, start + width) / width;
        for (int i = start; i < start + width; i++) {
            normalized[i] -= mean;
        }
    }

    /// With `g = gamma·dy`: `∂x = inverse·(g - mean(g) - n·Σ(g·n)/divisor)`.
    @Override
    void backward(int input, float[] gradient, int from, int to) {
        float[] outputGradient = binding.outputGradient();
        float[] parameters = binding.parameters();
        for (int row = from; row < to; row++) {
            int start = row * width;
            System.arraycopy(outputGradient, start, gradient, start, width);
            if (gamma >= 0) {
                for (int j = 0; j < width; j++) {
                    gradient[start + j] *= parameters[gamma + j];
                }
            }
            float mean = centered ? binding.functions().sum(gradient, start, start + width) / width : 0;
            float along = binding.functions().dot(gradient, start, normalized, start, width) / divisor;
            float scale = inverse[row];
            for (int i = start; i < start + width; i++) {
                gradient[i] = scale * (gradient[i] - mean - normalized[i] * along);
            }
        }
    }

    @Override
    public void backward(Pass pass) {
        super.backward(pass);
        if (binding.trainable() && (gamma >= 0 || beta >= 0)) {
            count = pass.rows() * rowsPerRow;
            binding.run(width, COLUMNS, columns);
        }
    }

    private void parameterGradients(int from, int to) {
        float[] outputGradient = binding.outputGradient();
        float[] gradients = binding.parameterGradients();
        if (gamma >= 0) {
            clear(gradients, gamma + from, gamma + to);
            for (int row = 0; row < count; row++) {
                int start = row * width;
                for (int j = from; j < to; j++) {
                    gradients[gamma + j] += outputGradient[start + j] * normalized[start + j];
                }
            }
        }
        if (beta >= 0) {
            clear(gradients, beta + from, beta + to);
            for (int row = 0; row < count; row++) {
                int start = row * width;
                for (int j = from; j < to; j++) {
                    gradients[beta + j] += outputGradient[start + j];
                }
            }
        }
    }

    private void clear(float[] gradients, int from, int to) {
        if (!binding.accumulate()) {
            Arrays.fill(gradients, from, to, 0);
        }
    }
}
