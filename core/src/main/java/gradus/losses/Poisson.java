package gradus.losses;

import gradus.data.Rows;
import gradus.math.Functions;

/// The negative log-likelihood of counts, without the terms that do not depend on the prediction: `mean(prediction
/// - target·ln(prediction + 1e-7))` over the outputs of a row. Its gradient is `(1 - target/(prediction +
///   1e-7))/width`.
///
/// Predictions must not be negative, otherwise the loss is NaN: end the network with
/// [gradus.activations.Exponential] or [gradus.activations.Softplus].
///
/// @param reduction how the losses of the rows of a batch become one number
public record Poisson(Reduction reduction) implements ElementwiseLoss {
    /// Creates the loss with Keras's default reduction.
    public Poisson() {
        this(Reduction.SUM_OVER_BATCH_SIZE);
    }

    @Override
    public void values(Functions functions, float[] targets, float[] predictions, int from, int to, float[] values) {
        for (int i = 0; i < to - from; i++) {
            values[i] = predictions[from + i] + Clip.EPSILON;
        }
        functions.log(values, values, 0, to - from);
        for (int i = 0; i < to - from; i++) {
            values[i] = predictions[from + i] - targets[from + i] * values[i];
        }
    }

    @Override
    public void slopes(Functions functions, float[] targets, float[] predictions, int from, int to, float[] slopes) {
        for (int i = 0; i < to - from; i++) {
            slopes[i] = 1 - targets[from + i] / (predictions[from + i] + Clip.EPSILON);
        }
    }

    @Override
    public void checkTargets(Rows targets, int width) {
        Targets.check(
                this,
                targets,
                width,
                value -> value >= 0 && Float.isFinite(value),
                "of at least 0",
                "Targets are counts; for targets of both signs use MeanSquaredError.");
    }
}
