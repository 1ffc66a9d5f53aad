package gradus.losses;

import gradus.math.Functions;

/// The mean of the absolute errors: `mean(|prediction - target|)` over the outputs of a row. Its gradient is the
/// sign of the error divided by the width.
///
/// @param reduction how the losses of the rows of a batch become one number
public record MeanAbsoluteError(Reduction reduction) implements ElementwiseLoss {
    /// Creates the loss with Keras's default reduction.
    public MeanAbsoluteError() {
        this(Reduction.SUM_OVER_BATCH_SIZE);
    }

    @Override
    public void values(Functions functions, float[] targets, float[] predictions, int from, int to, float[] values) {
        for (int i = 0; i < to - from; i++) {
            values[i] = Math.abs(predictions[from + i] - targets[from + i]);
        }
    }

    @Override
    public void slopes(Functions functions, float[] targets, float[] predictions, int from, int to, float[] slopes) {
        for (int i = 0; i < to - from; i++) {
            slopes[i] = Math.signum(predictions[from + i] - targets[from + i]);
        }
    }
}
