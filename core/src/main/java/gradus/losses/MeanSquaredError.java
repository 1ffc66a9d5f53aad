package gradus.losses;

import gradus.math.Functions;

/// The mean of the squared errors: `mean((prediction - target)²)` over the outputs of a row. Its gradient is
/// `2·(prediction - target)/width`.
///
/// @param reduction how the losses of the rows of a batch become one number
public record MeanSquaredError(Reduction reduction) implements ElementwiseLoss {
    /// Creates the loss with Keras's default reduction.
    public MeanSquaredError() {
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
}
