package gradus.losses;

import static gradus.internal.Require.positive;

import gradus.math.Functions;

/// Squared for small differences, absolute for large ones: the mean over the outputs of a row of `error²/2` where
/// `|error| ≤ delta`, else `delta·|error| - delta²/2`, with `error = prediction - target`. Its gradient is the
/// error, cut off at `±delta`, over the width.
///
/// [Huber 1964](https://doi.org/10.1214/aoms/1177703732)
///
/// @param delta where the square ends, greater than 0
public record Huber(double delta, Reduction reduction) implements ElementwiseLoss {
    /// With Keras's `delta = 1`.
    public Huber() {
        this(1);
    }

    /// With Keras's reduction.
    public Huber(double delta) {
        this(delta, Reduction.SUM_OVER_BATCH_SIZE);
    }

    /// Checks the range.
    public Huber {
        positive("Huber.delta", delta);
    }

    @Override
    public void values(Functions functions, float[] targets, float[] predictions, int from, int to, float[] values) {
        float limit = (float) delta;
        for (int i = 0; i < to - from; i++) {
            float error = Math.abs(predictions[from + i] - targets[from + i]);
            values[i] = error <= limit ? 0.5f * error * error : limit * (error - 0.5f * limit);
        }
    }

    @Override
    public void slopes(Functions functions, float[] targets, float[] predictions, int from, int to, float[] slopes) {
        float limit = (float) delta;
        for (int i = 0; i < to - from; i++) {
            float error = predictions[from + i] - targets[from + i];
            slopes[i] = Math.min(Math.max(error, -limit), limit);
        }
    }
}
