package gradus.examples;

import gradus.losses.ElementwiseLoss;
import gradus.losses.Reduction;
import gradus.math.Functions;

/// A loss of one's own, which is least at a quantile instead of the mean: the mean of `quantile·error` where the target
/// is above the prediction, and of `(quantile - 1)·error` where it is below, with `error = target - prediction`.
///
/// [Koenker & Bassett 1978](https://doi.org/10.2307/1913643)
///
/// @param quantile the share of targets that shall lie below the prediction, in `(0, 1)`
/// @param reduction how the losses of the rows become one number
public record Quantile(double quantile, Reduction reduction) implements ElementwiseLoss {
    /// The median.
    public Quantile() {
        this(0.5, Reduction.SUM_OVER_BATCH_SIZE);
    }

    /// Checks the range.
    public Quantile {
        if (!(quantile > 0 && quantile < 1)) {
            throw new IllegalArgumentException("Quantile.quantile must be in (0, 1), got " + quantile);
        }
    }

    @Override
    public void values(Functions functions, float[] targets, float[] predictions, int from, int to, float[] values) {
        for (int i = 0; i < to - from; i++) {
            double error = (double) targets[from + i] - predictions[from + i];
            values[i] = (float) (error > 0 ? quantile * error : (quantile - 1) * error);
        }
    }

    @Override
    public void slopes(Functions functions, float[] targets, float[] predictions, int from, int to, float[] slopes) {
        for (int i = 0; i < to - from; i++) {
            slopes[i] = (float) (targets[from + i] > predictions[from + i] ? -quantile : 1 - quantile);
        }
    }
}
