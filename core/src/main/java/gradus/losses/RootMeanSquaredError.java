package gradus.losses;

import gradus.math.Functions;

/// The root of the mean squared error over the whole batch: `√(mean((prediction - target)²))`, in the units of the
/// target. Its gradient is that of [MeanSquaredError] divided by twice the value, and 0 where the value is 0.
///
/// Keras has no such loss, because it is not a mean over rows. Sample weights multiply the squared errors of their
/// row.
///
/// @param reduction how the squared errors of the rows of a batch become one number, before the root is taken
public record RootMeanSquaredError(Reduction reduction) implements ElementwiseLoss {
    /// Creates the loss with Keras's default reduction, applied to the squared errors.
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
