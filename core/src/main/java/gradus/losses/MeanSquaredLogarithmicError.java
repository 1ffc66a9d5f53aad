package gradus.losses;

import gradus.data.Rows;
import gradus.math.Functions;

/// The mean squared difference of logarithms: `mean((ln(1 + prediction) - ln(1 + target))²)` over the outputs of a
/// row, where both are clipped below at 1e-7. Its gradient is
/// `2·(ln(1 + prediction) - ln(1 + target)) / (1 + prediction) / width`, and 0 where the prediction is below 1e-7.
///
/// Use it for non-negative targets that span orders of magnitude.
///
/// @param reduction how the losses of the rows of a batch become one number
public record MeanSquaredLogarithmicError(Reduction reduction) implements ElementwiseLoss {
    /// Creates the loss with Keras's default reduction.
    public MeanSquaredLogarithmicError() {
        this(Reduction.SUM_OVER_BATCH_SIZE);
    }

    @Override
    public void values(Functions functions, float[] targets, float[] predictions, int from, int to, float[] values) {
        logarithms(functions, targets, predictions, from, to, values);
        for (int i = 0; i < to - from; i++) {
            values[i] *= values[i];
        }
    }

    @Override
    public void slopes(Functions functions, float[] targets, float[] predictions, int from, int to, float[] slopes) {
        logarithms(functions, targets, predictions, from, to, slopes);
        for (int i = 0; i < to - from; i++) {
            float prediction = predictions[from + i];
            slopes[i] = prediction < Clip.EPSILON ? 0 : 2 * slopes[i] / (1 + prediction);
        }
    }

    /// Computes `ln((1 + prediction)/(1 + target))`, exact where the two are close.
    private static void logarithms(
            Functions functions, float[] targets, float[] predictions, int from, int to, float[] logarithms) {
        for (int i = 0; i < to - from; i++) {
            float target = Math.max(targets[from + i], Clip.EPSILON);
            float prediction = Math.max(predictions[from + i], Clip.EPSILON);
            logarithms[i] = (prediction - target) / (1 + target);
        }
        functions.log1p(logarithms, logarithms, 0, to - from);
    }

    @Override
    public void checkTargets(Rows targets, int width) {
        Targets.check(
                this,
                targets,
                width,
                value -> value >= 0 && Float.isFinite(value),
                "of at least 0",
                "For targets of both signs use MeanSquaredError.");
    }
}
