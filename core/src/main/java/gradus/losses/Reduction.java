package gradus.losses;

import org.jspecify.annotations.Nullable;

/// How the losses of the rows of a batch become one number. `w` are the sample weights, 1 where none are given.
public enum Reduction {
    /// `Σ wᵢ·Lᵢ / n`, Keras's default. The weights do not change the divisor.
    SUM_OVER_BATCH_SIZE,
    /// `Σ wᵢ·Lᵢ`.
    SUM,
    /// `Σ wᵢ·Lᵢ / Σ wᵢ`.
    MEAN_WITH_SAMPLE_WEIGHT,
    /// Each row keeps its own `wᵢ·Lᵢ`, to be reported by a metric. A model cannot be trained with it.
    NONE;

    /// Reduces the losses to one number, summed in the order of the rows.
    ///
    /// @param losses one number per row
    /// @param weights one number per row, or null for 1 each
    /// @param rows the number of rows that count, from the first
    /// @return the reduced loss; 0 if the divisor is 0
    public double value(float[] losses, float @Nullable [] weights, int rows) {
        double sum = 0;
        for (int row = 0; row < rows; row++) {
            sum += weights == null ? losses[row] : (double) weights[row] * losses[row];
        }
        double divisor = divisor(weights, rows);
        return divisor == 0 ? 0 : sum / divisor;
    }

    /// Makes a mean over the batch size one over the rows that count: rescales their weights.
    ///
    /// @param counted the number of rows that count; the others have a weight of 0
    /// @param weights one number per row
    /// @param rows the number of rows, from the first
    public void countOnly(int counted, float[] weights, int rows) {
        if (this == SUM_OVER_BATCH_SIZE) {
            float factor = (float) rows / Math.max(counted, 1);
            for (int row = 0; row < rows; row++) {
                weights[row] *= factor;
            }
        }
    }

    /// Computes the derivatives of `factor·value` with respect to the loss of each row: `factor·wᵢ / divisor`.
    ///
    /// @param weights one number per row, or null for 1 each
    /// @param rows the number of rows that count, from the first
    /// @param factor the derivative of the batch's value with respect to the reduced loss, see
    ///     [Loss#slopeAtMean(double)]
    /// @param scales receives one number per row
    public void scales(float @Nullable [] weights, int rows, double factor, float[] scales) {
        double divisor = divisor(weights, rows);
        double share = divisor == 0 ? 0 : factor / divisor;
        for (int row = 0; row < rows; row++) {
            scales[row] = (float) (weights == null ? share : share * weights[row]);
        }
    }

    private double divisor(float @Nullable [] weights, int rows) {
        double sum = rows;
        if (weights != null) {
            sum = 0;
            for (int row = 0; row < rows; row++) {
                sum += weights[row];
            }
        }
        return divisor(sum, rows);
    }

    /// Returns what the sum of the weighted losses is divided by.
    ///
    /// @param weights the sum of the sample weights
    /// @param rows the number of rows
    /// @return the divisor
    /// @throws IllegalArgumentException for [#NONE], which does not reduce
    public double divisor(double weights, long rows) {
        return switch (this) {
            case SUM -> 1;
            case NONE ->
                throw new IllegalArgumentException("a loss whose reduction is NONE is a number for each row,"
                        + " and training needs one for the batch: take SUM_OVER_BATCH_SIZE or SUM");
            case SUM_OVER_BATCH_SIZE -> rows;
            case MEAN_WITH_SAMPLE_WEIGHT -> weights;
        };
    }
}
