package gradus.regularizers;

import static gradus.internal.Require.notNegative;

/// A penalty on absolute values: `l1·Σ|w|`. It drives small weights to exactly zero.
///
/// @param l1 the penalty for an absolute value of 1, at least 0
public record L1(double l1) implements Regularizer {
    /// Creates the regularizer with Keras's default, 0.01.
    public L1() {
        this(0.01);
    }

    /// Validates the argument.
    ///
    /// @throws IllegalArgumentException if `l1` is negative or not finite
    public L1 {
        notNegative("L1.l1", l1);
    }

    @Override
    public double penalty(float[] values, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += Math.abs(values[i]);
        }
        return l1 * sum;
    }

    @Override
    public void addGradient(float[] values, float[] gradients, int from, int to, float scale) {
        float price = (float) l1 * scale;
        for (int i = from; i < to; i++) {
            gradients[i] += price * Math.signum(values[i]);
        }
    }
}
