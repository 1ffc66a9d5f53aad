package gradus.losses;

import gradus.activations.Activation;
import gradus.activations.Softmax;
import gradus.data.Rows;
import gradus.internal.Scratch;
import gradus.math.Functions;
import org.jspecify.annotations.Nullable;

/// The cross-entropy of classes that exclude each other, the negative log-likelihood of the true class:
/// `-Σ target·ln q` over the outputs of a row, where the predictions are first divided by their sum, `q = p/Σp`,
/// and `q` is clipped to `[1e-7, 1 - 1e-7]`. Targets are one-hot rows or probabilities. Its gradient is
/// `(Σ target - target/q)/Σp`, with targets of 0 where `q` is clipped.
///
/// From logits `z`, with `q = softmax(z)`: `-Σ target·(z - ln Σ eᶻ)`, with the gradient `Σ target·q - target`.
/// Nothing is clipped in this form, so a network that is confidently wrong still learns.
///
/// [Keras: CategoricalCrossentropy](https://keras.io/api/losses/probabilistic_losses/)
///
/// @param fromLogits whether predictions are logits instead of probabilities
/// @param labelSmoothing how far targets are moved towards equal probabilities, in `[0, 1]`:
///     `target·(1 - labelSmoothing) + labelSmoothing/width`
/// @param reduction how the losses of the rows of a batch become one number
public record CategoricalCrossentropy(boolean fromLogits, double labelSmoothing, Reduction reduction) implements Loss {
    private static final Softmax SOFTMAX = new Softmax();

    /// Creates the loss for probabilities, without label smoothing.
    public CategoricalCrossentropy() {
        this(false, 0);
    }

    /// Creates the loss with Keras's default reduction.
    ///
    /// @param fromLogits whether predictions are logits instead of probabilities
    /// @param labelSmoothing how far targets are moved towards equal probabilities, in `[0, 1]`
    public CategoricalCrossentropy(boolean fromLogits, double labelSmoothing) {
        this(fromLogits, labelSmoothing, Reduction.SUM_OVER_BATCH_SIZE);
    }

    /// Validates the arguments.
    ///
    /// @throws IllegalArgumentException if `labelSmoothing` is not in `[0, 1]`
    public CategoricalCrossentropy {
        Smoothing.check("CategoricalCrossentropy", labelSmoothing);
    }

    @Override
    public void losses(
            Functions functions,
            float[] targets,
            float[] predictions,
            float[] losses,
            int width,
            int fromRow,
            int toRow) {
        if (fromLogits) {
            LogSumExp.rows(functions, predictions, losses, width, fromRow, toRow);
        }
        float[] logarithms = Scratch.of(width);
        for (int row = fromRow; row < toRow; row++) {
            int start = row * width;
            float logarithmOfSum = 0;
            if (fromLogits) {
                logarithmOfSum = losses[row];
                float largest = functions.max(predictions, start, start + width);
                for (int j = 0; j < width; j++) {
                    logarithms[j] = predictions[start + j] - largest;
                }
            } else {
                float share = 1 / functions.sum(predictions, start, start + width);
                for (int j = 0; j < width; j++) {
                    logarithms[j] = Clip.probability(predictions[start + j] * share);
                }
                functions.log(logarithms, logarithms, 0, width);
            }
            double sum = 0;
            for (int j = 0; j < width; j++) {
                sum += Smoothing.of(targets[start + j], labelSmoothing, width) * (logarithmOfSum - logarithms[j]);
            }
            losses[row] = (float) sum;
        }
    }

    @Override
    public void gradient(
            Functions functions,
            float[] targets,
            float[] predictions,
            float[] scales,
            float[] gradient,
            int width,
            int fromRow,
            int toRow) {
        if (fromLogits) {
            SOFTMAX.forward(functions, predictions, gradient, width, fromRow, toRow);
            gradientOnLogits(functions, targets, predictions, gradient, scales, gradient, width, fromRow, toRow);
            return;
        }
        for (int row = fromRow; row < toRow; row++) {
            int start = row * width;
            float share = 1 / functions.sum(predictions, start, start + width);
            float total = 0;
            for (int i = start; i < start + width; i++) {
                float q = predictions[i] * share;
                float target = Clip.flows(q) ? Smoothing.of(targets[i], labelSmoothing, width) : 0;
                total += target;
                gradient[i] = target == 0 ? 0 : target / q;
            }
            for (int i = start; i < start + width; i++) {
                gradient[i] = scales[row] * share * (total - gradient[i]);
            }
        }
    }

    @Override
    public void gradientOnLogits(
            Functions functions,
            float[] targets,
            float[] logits,
            float[] activated,
            float[] scales,
            float[] gradient,
            int width,
            int fromRow,
            int toRow) {
        for (int row = fromRow; row < toRow; row++) {
            int start = row * width;
            float total = Smoothing.sum(functions.sum(targets, start, start + width), labelSmoothing, width);
            for (int i = start; i < start + width; i++) {
                gradient[i] = scales[row] * (total * activated[i] - Smoothing.of(targets[i], labelSmoothing, width));
            }
        }
    }

    @Override
    public @Nullable Loss onLogits(Activation activation) {
        return activation instanceof Softmax && !fromLogits
                ? new CategoricalCrossentropy(true, labelSmoothing, reduction)
                : null;
    }

    @Override
    public void checkTargets(Rows targets, int width) {
        Targets.checkDistributions(this, targets, width);
    }
}
