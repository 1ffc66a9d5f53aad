package gradus.losses;

import static gradus.internal.Require.notNegative;
import static gradus.internal.Require.positive;

import gradus.data.Rows;
import gradus.internal.Scratch;
import gradus.math.Functions;
import java.util.Arrays;

/// A loss for embeddings, vectors that lie close together for rows of the same class: `ln(1 + Σ⁺·Σ⁻)` for each row,
/// where `Σ⁺` is the sum of `e^(gamma·(d² - margin²))` over the other rows of its class, and `Σ⁻` that of
/// `e^(gamma·max(1 + margin - d, 0)·(1 - margin - d))` over the rows of other classes, with the cosine distance
/// `d = max(1 - Σ eᵢ·eⱼ, 0)` of two rows.
///
/// Targets are class numbers. Predictions are vectors of length 1: end the network with
/// [gradus.layers.UnitNormalization]. A row without another one of its class in the batch, or without one of another
/// class, is excluded. Each row is compared with every other one, so large batches take time.
///
/// [Sun et al. 2020](https://arxiv.org/abs/2002.10857)
///
/// @param gamma the factor in the exponents, greater than 0
/// @param margin how far apart classes should be, at least 0
/// @param removeDiagonal whether a row is not compared with itself
/// @param reduction how the losses of the rows of a batch become one number
public record Circle(double gamma, double margin, boolean removeDiagonal, Reduction reduction) implements Loss {
    /// Creates the loss with Keras's defaults: `gamma = 80`, `margin = 0.4`.
    public Circle() {
        this(80, 0.4);
    }

    /// Creates the loss with Keras's default reduction.
    ///
    /// @param gamma the factor in the exponents, greater than 0
    /// @param margin how far apart classes should be, at least 0
    public Circle(double gamma, double margin) {
        this(gamma, margin, true, Reduction.SUM_OVER_BATCH_SIZE);
    }

    /// Validates the arguments.
    ///
    /// @throws IllegalArgumentException if an argument is out of range
    public Circle {
        positive("Circle.gamma", gamma);
        notNegative("Circle.margin", margin);
    }

    @Override
    public int targetWidth(int width) {
        return 1;
    }

    @Override
    public boolean wholeBatch() {
        return true;
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
        float[] parts = Scratch.of(3 * (toRow - fromRow));
        for (int row = fromRow; row < toRow; row++) {
            double sum = compare(functions, targets, predictions, width, row, fromRow, toRow, parts);
            losses[row] = (float) (Math.max(sum, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(sum))));
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
        int rows = toRow - fromRow;
        float[] parts = Scratch.of(3 * rows);
        Arrays.fill(gradient, fromRow * width, toRow * width, 0);
        for (int row = fromRow; row < toRow; row++) {
            double sum = compare(functions, targets, predictions, width, row, fromRow, toRow, parts);
            double outer = sum == Double.NEGATIVE_INFINITY ? 0 : scales[row] / (1 + StrictMath.exp(-sum));
            for (int rival = 0; rival < rows && outer != 0; rival++) {
                boolean alike = targets[row] == targets[fromRow + rival];
                double slope = -outer * parts[2 * rows + rival] * slope(alike, parts[rival]);
                int other = (fromRow + rival) * width;
                for (int i = 0; i < width && slope != 0; i++) {
                    gradient[row * width + i] += (float) (slope * predictions[other + i]);
                    gradient[other + i] += (float) (slope * predictions[row * width + i]);
                }
            }
        }
    }

    /// Compares a row with all rows: fills the first third with distances, the second with exponents, and the last with
    /// the share of each exponential in the sum of its kind.
    ///
    /// @return the sum of the logarithms of both sums; -∞ if one of them is empty
    private double compare(
            Functions functions,
            float[] targets,
            float[] predictions,
            int width,
            int row,
            int fromRow,
            int toRow,
            float[] parts) {
        int rows = toRow - fromRow;
        float largestAlike = Float.NEGATIVE_INFINITY;
        float largestOther = Float.NEGATIVE_INFINITY;
        for (int rival = 0; rival < rows; rival++) {
            double distance = Math.max(1 - cosine(predictions, row * width, (fromRow + rival) * width, width), 0);
            boolean alike = targets[row] == targets[fromRow + rival];
            float exponent = (float)
                    (alike
                            ? gamma * (distance + margin) * (distance - margin)
                            : gamma * Math.max(1 + margin - distance, 0) * (1 - margin - distance));
            parts[rival] = (float) distance;
            parts[rows + rival] = fromRow + rival == row && removeDiagonal ? Float.NEGATIVE_INFINITY : exponent;
            largestAlike = alike ? Math.max(largestAlike, parts[rows + rival]) : largestAlike;
            largestOther = alike ? largestOther : Math.max(largestOther, exponent);
        }
        if (largestAlike == Float.NEGATIVE_INFINITY || largestOther == Float.NEGATIVE_INFINITY) {
            return Double.NEGATIVE_INFINITY;
        }
        for (int rival = 0; rival < rows; rival++) {
            boolean alike = targets[row] == targets[fromRow + rival];
            parts[2 * rows + rival] = parts[rows + rival] - (alike ? largestAlike : largestOther);
        }
        functions.exp(parts, parts, 2 * rows, 3 * rows);
        double alikeSum = 0;
        double otherSum = 0;
        for (int rival = 0; rival < rows; rival++) {
            boolean alike = targets[row] == targets[fromRow + rival];
            alikeSum += alike ? parts[2 * rows + rival] : 0;
            otherSum += alike ? 0 : parts[2 * rows + rival];
        }
        for (int rival = 0; rival < rows; rival++) {
            boolean alike = targets[row] == targets[fromRow + rival];
            parts[2 * rows + rival] /= (float) (alike ? alikeSum : otherSum);
        }
        return largestAlike + largestOther + StrictMath.log(alikeSum) + StrictMath.log(otherSum);
    }

    private static double cosine(float[] predictions, int from, int other, int width) {
        double sum = 0;
        for (int i = 0; i < width; i++) {
            sum += (double) predictions[from + i] * predictions[other + i];
        }
        return sum;
    }

    /// Returns the derivative of an exponent with respect to the distance; 0 at a distance that is clipped.
    private double slope(boolean alike, double distance) {
        if (distance == 0) {
            return 0;
        }
        return alike ? 2 * gamma * distance : distance < 1 + margin ? 2 * gamma * (distance - 1) : 0;
    }

    @Override
    public boolean ignoresRows() {
        return true;
    }

    @Override
    public void ignoreRows(float[] targets, float[] weights, int rows) {
        int counted = 0;
        for (int row = 0; row < rows; row++) {
            if (hasBoth(targets, row, rows)) {
                counted++;
            } else {
                weights[row] = 0;
            }
        }
        reduction.countOnly(counted, weights, rows);
    }

    private boolean hasBoth(float[] targets, int row, int rows) {
        boolean alike = false;
        boolean other = false;
        for (int rival = 0; rival < rows; rival++) {
            alike |= (row != rival || !removeDiagonal) && targets[rival] == targets[row];
            other |= targets[rival] != targets[row];
        }
        return alike && other;
    }

    @Override
    public void checkTargets(Rows targets, int width) {
        Targets.check(
                this,
                targets,
                width,
                value -> value == Math.rint(value),
                "that are whole numbers",
                "Number the classes; rows of the same number are drawn together.");
    }
}
