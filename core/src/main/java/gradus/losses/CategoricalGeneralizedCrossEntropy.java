package gradus.losses;

import static gradus.internal.Require.require;

import gradus.data.Rows;
import gradus.internal.Scratch;
import gradus.math.Functions;
import java.util.Arrays;
import java.util.Objects;

/// A cross-entropy that wrong labels disturb less: `(1 - pᵠ)/q`, with the predicted probability `p` of the true
/// class. Near `q = 0` it is the cross-entropy `-ln p`, near `q = 1` the absolute error `1 - p`. Targets are class
/// numbers from 0 to `width - 1`. Its gradient is `-p^(q - 1)` at the true class, with `p` at least 1e-7, and 0 at
/// the others.
///
/// [Zhang & Sabuncu 2018](https://arxiv.org/abs/1805.07836)
///
/// @param q how strongly rows with an improbable class are discounted, in `(0, 1)`
/// @param reduction how the losses of the rows of a batch become one number
public record CategoricalGeneralizedCrossEntropy(double q, Reduction reduction) implements Loss {
    /// Creates the loss with Keras's default, `q = 0.5`.
    public CategoricalGeneralizedCrossEntropy() {
        this(0.5);
    }

    /// Creates the loss with Keras's default reduction.
    ///
    /// @param q how strongly rows with an improbable class are discounted, in `(0, 1)`
    public CategoricalGeneralizedCrossEntropy(double q) {
        this(q, Reduction.SUM_OVER_BATCH_SIZE);
    }

    /// Validates the arguments.
    ///
    /// @throws IllegalArgumentException if `q` is not between 0 and 1
    public CategoricalGeneralizedCrossEntropy {
        require(q > 0 && q < 1, "CategoricalGeneralizedCrossEntropy.q must be in (0, 1), got %s", q);
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
        float exponent = (float) q;
        for (int row = fromRow; row < toRow; row++) {
            losses[row] = predictions[label(targets, row, width)];
        }
        functions.log(losses, losses, fromRow, toRow);
        for (int row = fromRow; row < toRow; row++) {
            losses[row] *= exponent;
        }
        functions.exp(losses, losses, fromRow, toRow);
        for (int row = fromRow; row < toRow; row++) {
            losses[row] = (1 - losses[row]) / exponent;
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
        float exponent = (float) (q - 1);
        int rows = toRow - fromRow;
        float[] powers = Scratch.of(rows);
        for (int row = fromRow; row < toRow; row++) {
            powers[row - fromRow] = Math.max(predictions[label(targets, row, width)], Clip.EPSILON);
        }
        functions.log(powers, powers, 0, rows);
        for (int i = 0; i < rows; i++) {
            powers[i] *= exponent;
        }
        functions.exp(powers, powers, 0, rows);
        Arrays.fill(gradient, fromRow * width, toRow * width, 0);
        for (int row = fromRow; row < toRow; row++) {
            gradient[label(targets, row, width)] = -scales[row] * powers[row - fromRow];
        }
    }

    /// Returns the index of the prediction for the class of a row.
    private static int label(float[] targets, int row, int width) {
        return row * width + Objects.checkIndex((int) targets[row], width);
    }

    @Override
    public void checkTargets(Rows targets, int width) {
        Targets.checkLabels(this, targets, width, null);
    }
}
