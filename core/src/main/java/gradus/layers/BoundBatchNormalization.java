package gradus.layers;

import gradus.kernels.RangeTask;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// [BatchNormalization] at work. Columns are shared among the workers; a strip of them stays in the cache over all
/// passes. What belongs to a column is kept in double precision: columns far from 0 lose nothing, and the compiler,
/// which then knows that it is not what is written to a `float[]`, vectorises the loops.
final class BoundBatchNormalization implements BoundLayer {
    private static final int COLUMNS = 128;

    private final BatchNormalization layer;
    private final Binding binding;
    private final int width;
    private final int rowsPerRow;
    private final int beta;
    private final int movingMean;
    private final int movingVariance;
    private final double[] mean;
    private final double[] inverse;
    private final double[] factor;
    private final double[] offset;
    private final double[] sums;
    private final double[] products;
    private final RangeTask forward = this::forward;
    private final RangeTask backward = this::backward;
    private int count;
    private boolean ofBatch;

    BoundBatchNormalization(BatchNormalization layer, Binding binding) {
        this.layer = layer;
        this.binding = binding;
        width = binding.inputShapes().getFirst().last();
        rowsPerRow = binding.inputSize() / width;
        beta = layer.scale() ? 1 : 0;
        movingMean = beta + (layer.center() ? 1 : 0);
        movingVariance = movingMean + 1;
        mean = new double[width];
        inverse = new double[width];
        factor = new double[width];
        offset = new double[width];
        sums = new double[width];
        products = new double[width];
    }

    @Override
    public void forward(Pass pass) {
        count = pass.rows() * rowsPerRow;
        ofBatch = pass.training() && binding.trainable();
        binding.workers().run(width, COLUMNS, forward);
    }

    private void forward(int from, int to) {
        if (ofBatch) {
            measure(from, to);
        } else {
            recall(from, to);
        }
        float[] parameters = binding.parameters();
        for (int j = from; j < to; j++) {
            factor[j] = layer.scale() ? inverse[j] * parameters[binding.offset(0) + j] : inverse[j];
            offset[j] = layer.center() ? parameters[binding.offset(beta) + j] : 0;
        }
        float[] x = binding.input();
        float[] y = binding.output();
        for (int row = 0; row < count; row++) {
            int start = row * width;
            for (int j = from; j < to; j++) {
                y[start + j] = (float) ((x[start + j] - mean[j]) * factor[j] + offset[j]);
            }
        }
    }

    /// Mean and variance of the batch, and the step of the moving ones towards them.
    private void measure(int from, int to) {
        float[] x = binding.input();
        Arrays.fill(sums, from, to, 0);
        for (int row = 0; row < count; row++) {
            int start = row * width;
            for (int j = from; j < to; j++) {
                sums[j] += x[start + j];
            }
        }
        for (int j = from; j < to; j++) {
            mean[j] = sums[j] / count;
            sums[j] = 0;
        }
        for (int row = 0; row < count; row++) {
            int start = row * width;
            for (int j = from; j < to; j++) {
                double deviation = x[start + j] - mean[j];
                sums[j] += deviation * deviation;
            }
        }
        float[] parameters = binding.parameters();
        int oldMean = binding.offset(movingMean);
        int oldVariance = binding.offset(movingVariance);
        double stay = layer.momentum();
        for (int j = from; j < to; j++) {
            double variance = sums[j] / count;
            inverse[j] = 1 / Math.sqrt(variance + layer.epsilon());
            parameters[oldMean + j] = (float) (parameters[oldMean + j] * stay + mean[j] * (1 - stay));
            parameters[oldVariance + j] = (float) (parameters[oldVariance + j] * stay + variance * (1 - stay));
        }
    }

    private void recall(int from, int to) {
        float[] parameters = binding.parameters();
        int oldMean = binding.offset(movingMean);
        int oldVariance = binding.offset(movingVariance);
        for (int j = from; j < to; j++) {
            mean[j] = parameters[oldMean + j];
            inverse[j] = 1 / Math.sqrt(parameters[oldVariance + j] + layer.epsilon());
        }
    }

    @Override
    public void backward(Pass pass) {
        binding.workers().run(width, COLUMNS, backward);
    }

    /// With `n = (x - mean)·inverse`: `∂gamma = Σ dy·n`, `∂beta = Σ dy`, and
    /// `∂x = gamma·inverse·(dy - mean(dy) - n·mean(dy·n))`; in inference mean and variance are constants, so
    /// `∂x = gamma·inverse·dy`.
    private void backward(int from, int to) {
        float[] x = binding.input();
        float[] outputGradient = binding.outputGradient();
        Arrays.fill(sums, from, to, 0);
        Arrays.fill(products, from, to, 0);
        for (int row = 0; row < count; row++) {
            int start = row * width;
            for (int j = from; j < to; j++) {
                double normalized = (x[start + j] - mean[j]) * inverse[j];
                sums[j] += outputGradient[start + j];
                products[j] += outputGradient[start + j] * normalized;
            }
        }
        if (binding.trainable()) {
            if (layer.scale()) {
                keep(products, binding.offset(0), from, to);
            }
            if (layer.center()) {
                keep(sums, binding.offset(beta), from, to);
            }
        }
        float @Nullable [] gradient = binding.inputGradient();
        if (gradient == null) {
            return;
        }
        double share = ofBatch ? 1.0 / count : 0;
        for (int row = 0; row < count; row++) {
            int start = row * width;
            for (int j = from; j < to; j++) {
                double normalized = (x[start + j] - mean[j]) * inverse[j];
                double common = (sums[j] + normalized * products[j]) * share;
                gradient[start + j] = (float) ((outputGradient[start + j] - common) * factor[j]);
            }
        }
    }

    private void keep(double[] gradient, int offset, int from, int to) {
        float[] gradients = binding.parameterGradients();
        for (int j = from; j < to; j++) {
            gradients[offset + j] = (float) (binding.accumulate() ? gradients[offset + j] + gradient[j] : gradient[j]);
        }
    }
}
