package gradus.losses;

import gradus.data.Rows;
import gradus.math.Functions;

/// The loss of support vector machines: `mean(max(1 - target·prediction, 0))` over the outputs of a row, for
/// targets of -1 and 1. A target of 0 counts as -1, so labels may also be 0 and 1. Its gradient is `-target/width`
/// inside the margin and 0 elsewhere.
///
/// [Cortes & Vapnik 1995](https://doi.org/10.1007/BF00994018)
///
/// @param reduction how the losses of the rows of a batch become one number
public record Hinge(Reduction reduction) implements ElementwiseLoss {
    /// Creates the loss with Keras's default reduction.
    public Hinge() {
        this(Reduction.SUM_OVER_BATCH_SIZE);
    }

    @Override
    public void values(Functions functions, float[] targets, float[] predictions, int from, int to, float[] values) {
        for (int i = 0; i < to - from; i++) {
            float margin = 1 - sign(targets[from + i]) * predictions[from + i];
            values[i] = Math.max(margin, 0);
        }
    }

    @Override
    public void slopes(Functions functions, float[] targets, float[] predictions, int from, int to, float[] slopes) {
        for (int i = 0; i < to - from; i++) {
            float sign = sign(targets[from + i]);
            float margin = 1 - sign * predictions[from + i];
            slopes[i] = margin > 0 ? -sign : 0;
        }
    }

    private static float sign(float target) {
        return target == 0 ? -1 : target;
    }

    @Override
    public void checkTargets(Rows targets, int width) {
        Targets.checkSigns(this, targets, width);
    }
}
