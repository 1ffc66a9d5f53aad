package gradus.losses;

import static gradus.internal.Require.positive;

import gradus.math.Functions;

/// Quadratic for small errors, linear for large ones: the mean over the outputs of a row of `error²/2` where
/// `|error| ≤ delta`, otherwise `delta·|error| - delta²/2`, with `error = prediction - target`. Its gradient is the
/// error, clipped to `±delta`, divided by the width.
///
/// [Huber 1964](https://doi.org/10.1214/aoms/1177703732)
///
/// @param delta the error at which the quadratic part ends, greater than 0
/// @param reduction how the losses of the rows of a batch become one number
public record Huber(double delta, Reduction reduction) implements ElementwiseLoss {
    /// Creates the loss with Keras's default, `delta = 1`.
    public Huber() {
        this(1);
    }

    /// Creates the loss with Keras's default reduction.
    ///
    /// @param delta the error at which the quadratic part ends, greater than 0
    public Huber(double delta) {
        this(delta, Reduction.SUM_OVER_BATCH_SIZE);
    }

    /// Validates the arguments.
    ///
    /// @throws IllegalArgumentException if `delta` is not positive and finite
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
