package gradus.regularizers;

import static gradus.internal.Require.notNegative;

/// The elastic net, a penalty on both absolute values and squares: `l1·Σ|w| + l2·Σw²`.
///
/// [Zou & Hastie 2005](https://doi.org/10.1111/j.1467-9868.2005.00503.x)
///
/// @param l1 the penalty for an absolute value of 1, at least 0
/// @param l2 the penalty for a square of 1, at least 0
public record L1L2(double l1, double l2) implements Regularizer {
    /// Creates the regularizer with Keras's defaults, 0 and 0: no penalty.
    public L1L2() {
        this(0, 0);
    }

    /// Validates the arguments.
    ///
    /// @throws IllegalArgumentException if `l1` or `l2` is negative or not finite
    public L1L2 {
        notNegative("L1L2.l1", l1);
        notNegative("L1L2.l2", l2);
    }

    @Override
    public double penalty(float[] values, int from, int to) {
        double absolutes = 0;
        double squares = 0;
        for (int i = from; i < to; i++) {
            absolutes += Math.abs(values[i]);
            squares += (double) values[i] * values[i];
        }
        return l1 * absolutes + l2 * squares;
    }

    @Override
    public void addGradient(float[] values, float[] gradients, int from, int to, float scale) {
        float price1 = (float) l1 * scale;
        float price2 = 2 * (float) l2 * scale;
        for (int i = from; i < to; i++) {
            gradients[i] += price1 * Math.signum(values[i]) + price2 * values[i];
        }
    }
}
