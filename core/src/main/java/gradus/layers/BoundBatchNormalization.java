package gradus.layers;

import gradus.math.RangeTask;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Executes [BatchNormalization]. As in most other layers, the workers share bands of rows, so that a thread finds
/// its rows in the cache; the sums of the bands are then joined column by column.
///
/// Column statistics are kept in double precision. Sums are taken of differences from the first row of the batch:
/// columns far from 0 lose no precision, one pass is enough for mean and variance, and loops that write a
/// `double[]` do not read another one, which lets the compiler vectorise them.
final class BoundBatchNormalization implements BoundLayer {
    private static final int COLUMNS = 128;
    private static final int MOST_BANDS = 64;

    /// Up to this many values, handing work to another thread does not pay.
    private static final int FEW = 1 << 14;

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
    private final double[] meanGradient;
    private final double[] slope;
    private final double[] sums;
    private final double[] products;
    private final RangeTask measure = this::measureRows;
    private final RangeTask learn = this::learnStatistics;
    private final RangeTask normalize = this::normalizeRows;
    private final RangeTask compare = this::compareRows;
    private final RangeTask join = this::joinGradients;
    private final RangeTask derive = this::deriveRows;
    private int count;
    private int bandRows;
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
        meanGradient = new double[width];
        slope = new double[width];
        int bands = Math.min(MOST_BANDS, Math.ceilDiv(binding.capacity() * rowsPerRow, BoundRanges.ROWS));
        sums = new double[bands * width];
        products = new double[bands * width];
    }

    private boolean isShared() {
        return (long) count * width > FEW;
    }

    private int columns() {
        return isShared() ? COLUMNS : width;
    }

    private int bands() {
        return Math.ceilDiv(count, bandRows);
    }

    @Override
    public void forward(Pass pass) {
        count = pass.rows() * rowsPerRow;
        bandRows = isShared() ? Math.max(BoundRanges.ROWS, Math.ceilDiv(count, MOST_BANDS)) : Math.max(count, 1);
        ofBatch = pass.training() && binding.trainable();
        if (ofBatch) {
            binding.run(count, bandRows, measure);
            binding.run(width, columns(), learn);
        } else {
            recallStatistics();
        }
        binding.run(count, bandRows, normalize);
    }

    /// Computes a band's sums of the differences from the first row, and of their squares.
    private void measureRows(int from, int to) {
        float[] x = binding.input();
        int band = from / bandRows * width;
        Arrays.fill(sums, band, band + width, 0);
        Arrays.fill(products, band, band + width, 0);
        for (int row = from; row < to; row++) {
            int start = row * width;
            for (int j = 0; j < width; j++) {
                double difference = x[start + j] - (double) x[j];
                sums[band + j] += difference;
                products[band + j] += difference * difference;
            }
        }
    }

    /// Adds the sums of the other bands to those of the first.
    private void joinBands(int from, int to) {
        for (int band = 1; band < bands(); band++) {
            int start = band * width;
            for (int j = from; j < to; j++) {
                sums[j] += sums[start + j];
                products[j] += products[start + j];
            }
        }
    }

    /// Computes mean and variance of the batch, and moves the moving statistics towards them.
    private void learnStatistics(int from, int to) {
        joinBands(from, to);
        float[] x = binding.input();
        float[] parameters = binding.parameters();
        int oldMean = binding.offset(movingMean);
        int oldVariance = binding.offset(movingVariance);
        double stay = layer.momentum();
        for (int j = from; j < to; j++) {
            double shift = sums[j] / count;
            // NaN stays NaN.
            double variance = Math.max(0, products[j] / count - shift * shift);
            mean[j] = x[j] + shift;
            inverse[j] = 1 / Math.sqrt(variance + layer.epsilon());
            parameters[oldMean + j] = (float) (parameters[oldMean + j] * stay + mean[j] * (1 - stay));
            parameters[oldVariance + j] = (float) (parameters[oldVariance + j] * stay + variance * (1 - stay));
        }
        scale(from, to);
    }

    /// In single precision, as in Keras: for one row, these roots take longer than everything else here.
    private void recallStatistics() {
        float[] parameters = binding.parameters();
        int oldMean = binding.offset(movingMean);
        int oldVariance = binding.offset(movingVariance);
        float epsilon = (float) layer.epsilon();
        for (int j = 0; j < width; j++) {
            mean[j] = parameters[oldMean + j];
        }
        for (int j = 0; j < width; j++) {
            inverse[j] = 1 / (float) Math.sqrt(parameters[oldVariance + j] + epsilon);
        }
        scale(0, width);
    }

    private void scale(int from, int to) {
        float[] parameters = binding.parameters();
        for (int j = from; j < to; j++) {
            factor[j] = layer.scale() ? inverse[j] * parameters[binding.offset(0) + j] : inverse[j];
            offset[j] = layer.center() ? parameters[binding.offset(beta) + j] : 0;
        }
    }

    private void normalizeRows(int from, int to) {
        float[] x = binding.input();
        float[] y = binding.output();
        for (int row = from; row < to; row++) {
            int start = row * width;
            for (int j = 0; j < width; j++) {
                y[start + j] = (float) ((x[start + j] - mean[j]) * factor[j] + offset[j]);
            }
        }
    }

    /// With `n = (x - mean)·inverse`: `∂gamma = Σ dy·n`, `∂beta = Σ dy`, and
    /// `∂x = gamma·inverse·(dy - mean(dy) - n·mean(dy·n))`; in inference mean and variance are constants, so
    /// `∂x = gamma·inverse·dy`.
    @Override
    public void backward(Pass pass) {
        binding.run(count, bandRows, compare);
        binding.run(width, columns(), join);
        if (binding.inputGradient() != null) {
            binding.run(count, bandRows, derive);
        }
    }

    /// Computes a band's sums of the gradients, and of their products with the differences from the first row.
    private void compareRows(int from, int to) {
        float[] x = binding.input();
        float[] outputGradient = binding.outputGradient();
        int band = from / bandRows * width;
        Arrays.fill(sums, band, band + width, 0);
        Arrays.fill(products, band, band + width, 0);
        for (int row = from; row < to; row++) {
            int start = row * width;
            for (int j = 0; j < width; j++) {
                double dy = outputGradient[start + j];
                sums[band + j] += dy;
                products[band + j] += dy * (x[start + j] - (double) x[j]);
            }
        }
    }

    private void joinGradients(int from, int to) {
        joinBands(from, to);
        float[] x = binding.input();
        double share = ofBatch ? 1.0 / count : 0;
        for (int j = from; j < to; j++) {
            products[j] = (products[j] - sums[j] * (mean[j] - x[j])) * inverse[j];
            meanGradient[j] = sums[j] * share;
            slope[j] = products[j] * share * inverse[j];
        }
        if (binding.trainable()) {
            if (layer.scale()) {
                keep(products, binding.offset(0), from, to);
            }
            if (layer.center()) {
                keep(sums, binding.offset(beta), from, to);
            }
        }
    }

    private void deriveRows(int from, int to) {
        float[] x = binding.input();
        float[] outputGradient = binding.outputGradient();
        float @Nullable [] gradient = binding.inputGradient();
        for (int row = from; gradient != null && row < to; row++) {
            int start = row * width;
            for (int j = 0; j < width; j++) {
                double common = meanGradient[j] + (x[start + j] - mean[j]) * slope[j];
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
