package gradus.losses;

import gradus.math.Functions;

/// The root of the mean squared difference over the whole batch: `√(mean((prediction - target)²))`, in the units of
/// the target. Its gradient is that of [MeanSquaredError] over twice the value, and 0 where the value is 0.
///
/// Keras has no such loss: it is not a mean over rows. Sample weights multiply the squared differences of their
/// row.
public record RootMeanSquaredError(Reduction reduction) implements ElementwiseLoss {
    /// With Keras's usual reduction, of the squares.
    public RootMeanSquaredError() {
        this(Reduction.SUM_OVER_BATCH_SIZE);
    }

    @Override
    public void values(Functions functions, float[] targets, float[] predictions, int from, int to, float[] values) {
        for (int i = 0; i < to - from; i++) {
            float error = predictions[from + i] - targets[from + i];
            values[i] = error * error;
        }
    }

    @Override
    public void slopes(Functions functions, float[] targets, float[] predictions, int from, int to, float[] slopes) {
        for (int i = 0; i < to - from; i++) {
            slopes[i] = 2 * (predictions[from + i] - targets[from + i]);
        }
    }

    @Override
    public double ofMean(double mean) {
        return Math.sqrt(mean);
    }

    @Override
    public double slopeAtMean(double mean) {
        return mean > 0 ? 0.5 / Math.sqrt(mean) : 0;
    }
}
