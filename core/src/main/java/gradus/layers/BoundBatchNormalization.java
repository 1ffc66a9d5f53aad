package gradus.layers;

import gradus.kernels.RangeTask;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// [BatchNormalization] at work. Columns are shared among the workers; a strip of them stays in the cache over all
/// passes. `x - mean` is computed as `(x - shift) - center` with a shift near the mean, so that columns far from 0 lose
/// nothing.
final class BoundBatchNormalization implements BoundLayer {
    private static final int COLUMNS = 64;

    private final BatchNormalization layer;
    private final Binding binding;
    private final int width;
    private final int rowsPerRow;
    private final int beta;
    private final int movingMean;
    private final int movingVariance;
    private final float[] shift;
    private final float[] center;
    private final float[] inverse;
    private final float[] factor;
    private final float[] betaGradient;
    private final float[] gammaGradient;
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
        shift = new float[width];
        center = new float[width];
        inverse = new float[width];
        factor = new float[width];
        betaGradient = new float[width];
        gammaGradient = new float[width];
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
        System.arraycopy(inverse, from, factor, from, to - from);
        if (layer.scale()) {
            int gamma = binding.offset(0);
            for (int j = from; j < to; j++) {
                factor[j] *= parameters[gamma + j];
            }
        }
        float[] x = binding.input();
        float[] y = binding.output();
        for (int row = 0; row < count; row++) {
            int start = row * width;
            for (int j = from; j < to; j++) {
                y[start + j] = (x[start + j] - shift[j] - center[j]) * factor[j];
            }
        }
        if (layer.center()) {
            int offset = binding.offset(beta);
            for (int row = 0; row < count; row++) {
                int start = row * width;
                for (int j = from; j < to; j++) {
                    y[start + j] += parameters[offset + j];
                }
            }
        }
    }

    /// Mean and variance of the batch, and the step of the moving ones towards them.
    private void measure(int from, int to) {
        float[] x = binding.input();
        System.arraycopy(x, from, shift, from, to - from);
        Arrays.fill(sums, from, to, 0);
        for (int row = 0; row < count; row++) {
            int start = row * width;
            for (int j = from; j < to; j++) {
                sums[j] += x[start + j] - shift[j];
            }
        }
        for (int j = from; j < to; j++) {
            center[j] = (float) (sums[j] / count);
            sums[j] = 0;
        }
        for (int row = 0; row < count; row++) {
            int start = row * width;
            for (int j = from; j < to; j++) {
                float deviation = x[start + j] - shift[j] - center[j];
                sums[j] += deviation * deviation;
            }
        }
        float[] parameters = binding.parameters();
        int mean = binding.offset(movingMean);
        int variance = binding.offset(movingVariance);
        double stay = layer.momentum();
        for (int j = from; j < to; j++) {
            double batchMean = (double) shift[j] + center[j];
            double batchVariance = sums[j] / count;
            inverse[j] = (float) (1 / Math.sqrt(batchVariance + layer.epsilon()));
            parameters[mean + j] = (float) (parameters[mean + j] * stay + batchMean * (1 - stay));
            parameters[variance + j] = (float) (parameters[variance + j] * stay + batchVariance * (1 - stay));
        }
    }

    private void recall(int from, int to) {
        float[] parameters = binding.parameters();
        System.arraycopy(parameters, binding.offset(movingMean) + from, shift, from, to - from);
        Arrays.fill(center, from, to, 0);
        int variance = binding.offset(movingVariance);
        for (int j = from; j < to; j++) {
            inverse[j] = (float) (1 / Math.sqrt(parameters[variance + j] + layer.epsilon()));
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
                float normalized = (x[start + j] - shift[j] - center[j]) * inverse[j];
                sums[j] += outputGradient[start + j];
                products[j] += outputGradient[start + j] * normalized;
            }
        }
        for (int j = from; j < to; j++) {
            betaGradient[j] = (float) sums[j];
            gammaGradient[j] = (float) products[j];
        }
        if (binding.trainable()) {
            if (layer.scale()) {
                keep(gammaGradient, binding.offset(0), from, to);
            }
            if (layer.center()) {
                keep(betaGradient, binding.offset(beta), from, to);
            }
        }
        float @Nullable [] gradient = binding.inputGradient();
        if (gradient == null) {
            return;
        }
        float share = ofBatch ? 1f / count : 0;
        for (int row = 0; row < count; row++) {
            int start = row * width;
            for (int j = from; j < to; j++) {
                float normalized = (x[start + j] - shift[j] - center[j]) * inverse[j];
                gradient[start + j] = factor[j]
                        * (outputGradient[start + j] - share * (betaGradient[j] + normalized * gammaGradient[j]));
            }
        }
    }

    private void keep(float[] gradient, int offset, int from, int to) {
        float[] gradients = binding.parameterGradients();
        if (!binding.accumulate()) {
            Arrays.fill(gradients, offset + from, offset + to, 0);
        }
        for (int j = from; j < to; j++) {
            gradients[offset + j] += gradient[j];
        }
    }
}
