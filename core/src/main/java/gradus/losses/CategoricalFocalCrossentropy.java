package gradus.losses;

import static gradus.internal.Require.notNegative;

import gradus.activations.Activation;
import gradus.activations.Softmax;
import gradus.data.Rows;
import gradus.internal.Scratch;
import gradus.math.Functions;
import org.jspecify.annotations.Nullable;

/// A [CategoricalCrossentropy] that gives less weight to rows that are already right:
/// `-Σ alpha·(1 - q)ᵞ·target·ln q` over the outputs of a row, where the predictions are first divided by their sum,
/// `q = p/Σp`, and `q` is clipped to `[1e-7, 1 - 1e-7]`.
///
/// With `h = -alpha·target·(1 - q)ᵞ⁻¹·(1 - q - gamma·q·ln q)`, the derivative with respect to `ln q`, the gradient
/// is `(h/q - Σh)/Σp`, and from logits `h - q·Σh`, with `1 - q` at least 1e-7. From logits `ln q` is exact and not
/// clipped; Keras clips it there too.
///
/// [Lin et al. 2017](https://arxiv.org/abs/1708.02002)
///
/// @param alpha the factor of the whole loss, at least 0
/// @param gamma how strongly easy rows are discounted, at least 0; 0 gives the plain cross-entropy times alpha
/// @param fromLogits whether predictions are logits instead of probabilities
/// @param labelSmoothing how far targets are moved towards equal probabilities, in `[0, 1]`
/// @param reduction how the losses of the rows of a batch become one number
public record CategoricalFocalCrossentropy(
        double alpha, double gamma, boolean fromLogits, double labelSmoothing, Reduction reduction) implements Loss {
    /// Creates the loss with Keras's defaults: `alpha = 0.25`, `gamma = 2`, probabilities.
    public CategoricalFocalCrossentropy() {
        this(0.25, 2, false, 0, Reduction.SUM_OVER_BATCH_SIZE);
    }

    /// Validates the arguments.
    ///
    /// @throws IllegalArgumentException if an argument is out of range
    public CategoricalFocalCrossentropy {
        notNegative("CategoricalFocalCrossentropy.alpha", alpha);
        notNegative("CategoricalFocalCrossentropy.gamma", gamma);
        Smoothing.check("CategoricalFocalCrossentropy", labelSmoothing);
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
        float[] parts = Scratch.of(3 * width);
        for (int row = fromRow; row < toRow; row++) {
            parts(functions, predictions, row * width, width, (float) gamma, parts);
            double sum = 0;
            for (int j = 0; j < width; j++) {
                float target = Smoothing.of(targets[row * width + j], labelSmoothing, width);
                sum -= target * parts[2 * width + j] * parts[width + j];
            }
            losses[row] = (float) (alpha * sum);
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
        float focus = (float) gamma;
        float[] parts = Scratch.of(3 * width);
        for (int row = fromRow; row < toRow; row++) {
            int start = row * width;
            float sum = parts(functions, predictions, start, width, focus - 1, parts);
            float total = 0;
            for (int j = 0; j < width; j++) {
                float q = parts[j];
                float target = Smoothing.of(targets[start + j], labelSmoothing, width);
                boolean flows = fromLogits || Clip.flows(predictions[start + j] / sum);
                float slope = wrong(q) - focus * q * parts[width + j];
                gradient[start + j] = flows ? -target * parts[2 * width + j] * slope : 0;
                total += gradient[start + j];
            }
            float factor = scales[row] * (float) alpha;
            for (int j = 0; j < width; j++) {
                float h = gradient[start + j];
                gradient[start + j] =
                        fromLogits ? factor * (h - parts[j] * total) : factor / sum * (h / parts[j] - total);
            }
        }
    }

    /// Fills the first third with `q`, the second with `ln q`, and the last with the power of `1 - q`.
    ///
    /// @return the divisor of the row
    private float parts(Functions functions, float[] predictions, int start, int width, float power, float[] parts) {
        float sum;
        if (fromLogits) {
            float largest = functions.max(predictions, start, start + width);
            for (int j = 0; j < width; j++) {
                parts[j] = predictions[start + j] - largest;
            }
            functions.exp(parts, parts, 0, width);
            sum = functions.sum(parts, 0, width);
            parts[width] = sum;
            functions.log(parts, parts, width, width + 1);
            float logarithm = parts[width];
            for (int j = 0; j < width; j++) {
                parts[j] /= sum;
                parts[width + j] = predictions[start + j] - largest - logarithm;
            }
        } else {
            sum = functions.sum(predictions, start, start + width);
            for (int j = 0; j < width; j++) {
                parts[j] = Clip.probability(predictions[start + j] / sum);
                parts[width + j] = parts[j];
            }
            functions.log(parts, parts, width, 2 * width);
        }
        for (int j = 0; j < width; j++) {
            parts[2 * width + j] = wrong(parts[j]);
        }
        functions.log(parts, parts, 2 * width, 3 * width);
        for (int i = 2 * width; i < 3 * width; i++) {
            parts[i] *= power;
        }
        functions.exp(parts, parts, 2 * width, 3 * width);
        return sum;
    }

    private static float wrong(float q) {
        return Math.max(1 - q, Clip.EPSILON);
    }

    @Override
    public @Nullable Loss onLogits(Activation activation) {
        return activation instanceof Softmax && !fromLogits
                ? new CategoricalFocalCrossentropy(alpha, gamma, true, labelSmoothing, reduction)
                : null;
    }

    @Override
    public void checkTargets(Rows targets, int width) {
        Targets.checkDistributions(this, targets, width);
    }
}
