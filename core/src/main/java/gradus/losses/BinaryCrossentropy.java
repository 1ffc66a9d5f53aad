package gradus.losses;

import gradus.activations.Activation;
import gradus.activations.Sigmoid;
import gradus.data.Rows;
import gradus.math.Functions;
import org.jspecify.annotations.Nullable;

/// The cross-entropy of independent yes-or-no outputs, the negative log-likelihood of the targets:
/// `-mean(target·ln p + (1 - target)·ln(1 - p))` over the outputs of a row, with `p` clipped to `[1e-7, 1 - 1e-7]`.
/// Its gradient is `(p - target)/(p·(1 - p))/width`, and 0 where `p` is clipped.
///
/// From logits `z`, with `p = σ(z)`: `mean(max(z, 0) - z·target + ln(1 + e^-|z|))`, with the gradient
/// `(σ(z) - target)/width`. Nothing is clipped in this form, so a network that is confidently wrong still learns.
///
/// [Keras: BinaryCrossentropy](https://keras.io/api/losses/probabilistic_losses/)
///
/// @param fromLogits whether predictions are logits instead of probabilities
/// @param labelSmoothing how far targets are moved towards 1/2, in `[0, 1]`:
///     `target·(1 - labelSmoothing) + labelSmoothing/2`
/// @param reduction how the losses of the rows of a batch become one number
public record BinaryCrossentropy(boolean fromLogits, double labelSmoothing, Reduction reduction)
        implements ElementwiseLoss {
    /// Creates the loss for probabilities, without label smoothing.
    public BinaryCrossentropy() {
        this(false, 0);
    }

    /// Creates the loss with Keras's default reduction.
    ///
    /// @param fromLogits whether predictions are logits instead of probabilities
    /// @param labelSmoothing how far targets are moved towards 1/2, in `[0, 1]`
    public BinaryCrossentropy(boolean fromLogits, double labelSmoothing) {
        this(fromLogits, labelSmoothing, Reduction.SUM_OVER_BATCH_SIZE);
    }

    /// Validates the arguments.
    ///
    /// @throws IllegalArgumentException if `labelSmoothing` is not in `[0, 1]`
    public BinaryCrossentropy {
        Smoothing.check("BinaryCrossentropy", labelSmoothing);
    }

    @Override
    public void values(Functions functions, float[] targets, float[] predictions, int from, int to, float[] values) {
        values(functions, targets, predictions, from, to, values, fromLogits, labelSmoothing);
    }

    static void values(
            Functions functions,
            float[] targets,
            float[] predictions,
            int from,
            int to,
            float[] values,
            boolean fromLogits,
            double labelSmoothing) {
        int n = to - from;
        if (fromLogits) {
            for (int i = 0; i < n; i++) {
                values[i] = -Math.abs(predictions[from + i]);
            }
            functions.exp(values, values, 0, n);
            functions.log1p(values, values, 0, n);
            for (int i = 0; i < n; i++) {
                float logit = predictions[from + i];
                float target = Smoothing.of(targets[from + i], labelSmoothing, 2);
                values[i] += Math.max(logit, 0) - logit * target;
            }
        } else {
            for (int i = 0; i < n; i++) {
                values[i] = Clip.probability(predictions[from + i]);
                values[n + i] = 1 - values[i];
            }
            functions.log(values, values, 0, 2 * n);
            for (int i = 0; i < n; i++) {
                float target = Smoothing.of(targets[from + i], labelSmoothing, 2);
                values[i] = -(target * values[i] + (1 - target) * values[n + i]);
            }
        }
    }

    @Override
    public void slopes(Functions functions, float[] targets, float[] predictions, int from, int to, float[] slopes) {
        int n = to - from;
        System.arraycopy(predictions, from, slopes, 0, n);
        if (fromLogits) {
            functions.sigmoid(slopes, slopes, 0, n);
            for (int i = 0; i < n; i++) {
                slopes[i] -= Smoothing.of(targets[from + i], labelSmoothing, 2);
            }
        } else {
            for (int i = 0; i < n; i++) {
                float p = slopes[i];
                float target = Smoothing.of(targets[from + i], labelSmoothing, 2);
                slopes[i] = Clip.flows(p) ? (p - target) / (p * (1 - p)) : 0;
            }
        }
    }

    @Override
    public @Nullable Loss onLogits(Activation activation) {
        return activation instanceof Sigmoid && !fromLogits
                ? new BinaryCrossentropy(true, labelSmoothing, reduction)
                : null;
    }

    @Override
    public void checkTargets(Rows targets, int width) {
        Targets.checkProbabilities(this, targets, width);
    }
}
