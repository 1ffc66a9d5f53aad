package gradus.regularizers;

import static gradus.internal.Require.notNegative;

/// A penalty on squares: `l2·Σw²`, without a factor of ½. It shrinks large weights.
///
/// @param l2 the penalty for a square of 1, at least 0
public record L2(double l2) implements Regularizer {
    /// Creates the regularizer with Keras's default, 0.01.
    public L2() {
        this(0.01);
    }

    /// Validates the argument.
    ///
    /// @throws IllegalArgumentException if `l2` is negative or not finite
    public L2 {
        notNegative("L2.l2", l2);
    }

    @Override
    public double penalty(float[] values, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += (double) values[i] * values[i];
        }
        return l2 * sum;
    }

    @Override
    public void addGradient(float[] values, float[] gradients, int from, int to, float scale) {
        float price = 2 * (float) l2 * scale;
        for (int i = from; i < to; i++) {
            gradients[i] += price * values[i];
        }
    }
}
