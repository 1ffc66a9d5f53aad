package gradus.losses;

import org.jspecify.annotations.Nullable;

/// How the losses of the rows of a batch become one number. `w` are the sample weights, 1 where none are given.
public enum Reduction {
    /// `Σ wᵢ·Lᵢ / n`: Keras's default. The weights do not change the divisor.
    SUM_OVER_BATCH_SIZE,
    /// `Σ wᵢ·Lᵢ`.
    SUM,
    /// `Σ wᵢ·Lᵢ / Σ wᵢ`.
    MEAN_WITH_SAMPLE_WEIGHT;

    /// The one number, summed in the order of the rows; 0 if the divisor is 0.
    ///
    /// @param losses one number a row
    /// @param weights one number a row, or null for 1
    /// @param rows how many rows count, from the first
    public double value(float[] losses, float @Nullable [] weights, int rows) {
        double sum = 0;
        for (int row = 0; row < rows; row++) {
            sum += weights == null ? losses[row] : (double) weights[row] * losses[row];
        }
        double divisor = divisor(weights, rows);
        return divisor == 0 ? 0 : sum / divisor;
    }

    /// Writes the derivatives of `factor·value` with respect to the loss of each row: `factor·wᵢ / divisor`.
    ///
    /// @param factor the derivative of what is made of the value, as by [Loss#slopeAtMean(double)]
    /// @param scales one number a row
    public void scales(float @Nullable [] weights, int rows, double factor, float[] scales) {
        double divisor = divisor(weights, rows);
        double share = divisor == 0 ? 0 : factor / divisor;
        for (int row = 0; row < rows; row++) {
            scales[row] = (float) (weights == null ? share : share * weights[row]);
        }
    }

    private double divisor(float @Nullable [] weights, int rows) {
        return switch (this) {
            case SUM -> 1;
            case SUM_OVER_BATCH_SIZE -> rows;
            case MEAN_WITH_SAMPLE_WEIGHT -> {
                double sum = 0;
                for (int row = 0; row < rows; row++) {
                    sum += weights == null ? 1 : weights[row];
                }
                yield sum;
            }
        };
    }
}
