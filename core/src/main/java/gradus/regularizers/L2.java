package gradus.regularizers;

import static gradus.internal.Require.notNegative;

/// A price on squares, `l2·Σw²`, without a half: pulls large weights down.
///
/// @param l2 the price of 1, at least 0
public record L2(double l2) implements Regularizer {
    /// Keras's default, 0.01.
    public L2() {
        this(0.01);
    }

    /// Checks the range.
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
