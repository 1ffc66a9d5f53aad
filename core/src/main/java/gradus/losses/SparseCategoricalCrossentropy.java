package gradus.losses;

import gradus.activations.Activation;
import gradus.activations.Softmax;
import gradus.data.Rows;
import gradus.math.Functions;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A [CategoricalCrossentropy] for class numbers: a target row is one whole number from 0 to `width - 1`, stored as
/// a float. The loss is `-ln q[target]`, where the predictions are divided by their sum, `q = p/Σp`, and clipped to
/// `[1e-7, 1 - 1e-7]`. Its gradient is `(1 - [j = target]/q[j])/Σp`, and 0 where `q[target]` is clipped.
///
/// From logits `z`: `ln Σ eᶻ - z[target]`, with the gradient `softmax(z)[j] - [j = target]`. Nothing is clipped in
/// this form.
///
/// [Keras: SparseCategoricalCrossentropy](https://keras.io/api/losses/probabilistic_losses/)
///
/// @param fromLogits whether predictions are logits instead of probabilities
/// @param ignoreClass the class whose rows are excluded, as if they did not exist; null for none
/// @param reduction how the losses of the rows of a batch become one number
public record SparseCategoricalCrossentropy(
        boolean fromLogits, @Nullable Integer ignoreClass, Reduction reduction) implements Loss {
    private static final Softmax SOFTMAX = new Softmax();

    /// Creates the loss for probabilities, with every class counted.
    public SparseCategoricalCrossentropy() {
        this(false);
    }

    /// Creates the loss with every class counted.
    ///
    /// @param fromLogits whether predictions are logits instead of probabilities
    public SparseCategoricalCrossentropy(boolean fromLogits) {
        this(fromLogits, null, Reduction.SUM_OVER_BATCH_SIZE);
    }

    @Override
    public int targetWidth(int width) {
        return 1;
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
            for (int row = fromRow; row < toRow; row++) {
                int start = row * width;
                float largest = functions.max(predictions, start, start + width);
                losses[row] = isIgnored(targets[row])
                        ? 0
                        : losses[row] + (largest - predictions[start + label(targets, row, width)]);
            }
            return;
        }
        for (int row = fromRow; row < toRow; row++) {
            int start = row * width;
            losses[row] = isIgnored(targets[row])
                    ? 1
                    : Clip.probability(predictions[start + label(targets, row, width)]
                            / functions.sum(predictions, start, start + width));
        }
        functions.log(losses, losses, fromRow, toRow);
        for (int row = fromRow; row < toRow; row++) {
            losses[row] = 0 - losses[row];
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
            if (isIgnored(targets[row])) {
                Arrays.fill(gradient, start, start + width, 0);
                continue;
            }
            int label = start + label(targets, row, width);
            float sum = functions.sum(predictions, start, start + width);
            float q = predictions[label] / sum;
            float factor = Clip.flows(q) ? scales[row] / sum : 0;
            Arrays.fill(gradient, start, start + width, factor);
            gradient[label] = factor == 0 ? 0 : factor * (1 - 1 / q);
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
            if (isIgnored(targets[row])) {
                Arrays.fill(gradient, start, start + width, 0);
                continue;
            }
            for (int j = 0, label = label(targets, row, width); j < width; j++) {
                gradient[start + j] = (activated[start + j] - (j == label ? 1 : 0)) * scales[row];
            }
        }
    }

    private boolean isIgnored(float target) {
        return ignoreClass != null && target == ignoreClass;
    }

    /// Returns the class of a row. [#checkTargets] has refused invalid labels with a message; this keeps one from
    /// reading outside the row.
    private static int label(float[] targets, int row, int width) {
        return Objects.checkIndex((int) targets[row], width);
    }

    @Override
    public boolean ignoresRows() {
        return ignoreClass != null;
    }

    @Override
    public void ignoreRows(float[] targets, float[] weights, int rows) {
        int counted = 0;
        for (int row = 0; row < rows; row++) {
            if (isIgnored(targets[row])) {
                weights[row] = 0;
            } else {
                counted++;
            }
        }
        reduction.countOnly(counted, weights, rows);
    }

    @Override
    public @Nullable Loss onLogits(Activation activation) {
        return activation instanceof Softmax && !fromLogits
                ? new SparseCategoricalCrossentropy(true, ignoreClass, reduction)
                : null;
    }

    @Override
    public void checkTargets(Rows targets, int width) {
        Targets.checkLabels(this, targets, width, ignoreClass);
    }
}
