package gradus.metrics;

import org.jspecify.annotations.Nullable;

/// The weighted mean of a number that each row determines by itself: `Σ wᵢ·rowᵢ / Σ wᵢ`. Rows are added one after
/// another, so batch boundaries do not matter. Rows of weight 0 count as absent.
abstract class RowMean implements Metric.Accumulator {
    final int width;
    private final int targetWidth;
    private double sum;
    private double count;

    RowMean(int width, int targetWidth) {
        this.width = width;
        this.targetWidth = targetWidth;
    }

    /// Computes the number of a row.
    ///
    /// @param target the index at which the row begins in `targets`
    /// @param prediction the index at which the row begins in `predictions`
    abstract double row(float[] targets, int target, float[] predictions, int prediction);

    /// Computes the result from the mean over rows.
    double ofMean(double mean) {
        return mean;
    }

    @Override
    public final void add(float[] targets, float[] predictions, float @Nullable [] weights, int rows) {
        for (int row = 0; row < rows; row++) {
            double weight = weights == null ? 1 : weights[row];
            if (weight != 0) {
                sum += weight * row(targets, row * targetWidth, predictions, row * width);
                count += weight;
            }
        }
    }

    @Override
    public final double result() {
        return ofMean(sum / count);
    }

    @Override
    public final void reset() {
        sum = 0;
        count = 0;
    }

    @Override
    public final double[] state() {
        return new double[] {sum, count};
    }

    @Override
    public final void restore(double[] state) {
        Columns.requireState(state, 2);
        sum = state[0];
        count = state[1];
    }
}
