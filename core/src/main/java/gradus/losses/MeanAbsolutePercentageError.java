package gradus.losses;

import gradus.math.Functions;

/// The mean error in percent of the target: `100·mean(|prediction - target| / max(|target|, 1e-7))` over the
/// outputs of a row. Targets of 0 make it huge.
///
/// @param reduction how the losses of the rows of a batch become one number
public record MeanAbsolutePercentageError(Reduction reduction) implements ElementwiseLoss {
    /// Creates the loss with Keras's default reduction.
    public MeanAbsolutePercentageError() {
        this(Reduction.SUM_OVER_BATCH_SIZE);
    }

    @Override
    public void values(Functions functions, float[] targets, float[] predictions, int from, int to, float[] values) {
        for (int i = 0; i < to - from; i++) {
            float error = predictions[from + i] - targets[from + i];
            values[i] = 100 * Math.abs(error) / Math.max(Math.abs(targets[from + i]), Clip.EPSILON);
        }
    }

    @Override
    public void slopes(Functions functions, float[] targets, float[] predictions, int from, int to, float[] slopes) {
        for (int i = 0; i < to - from; i++) {
            float error = predictions[from + i] - targets[from + i];
            slopes[i] = 100 * Math.signum(error) / Math.max(Math.abs(targets[from + i]), Clip.EPSILON);
        }
    }
}
