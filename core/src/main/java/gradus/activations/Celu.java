package gradus.activations;

import static gradus.internal.Require.positive;

import gradus.math.Functions;

/// The continuously differentiable exponential linear unit: `y = x` for `x > 0`, `alpha·(e^(x/alpha) - 1)`
/// otherwise. Its derivative is 1 for `x > 0` and `e^(x/alpha) = y/alpha + 1` otherwise.
///
/// [Barron 2017](https://arxiv.org/abs/1704.07483)
///
/// @param alpha the limit of `-y` for large negative `x`, greater than 0
public record Celu(double alpha) implements Transcendental {
    /// Creates the activation with Keras's default, `alpha = 1`.
    public Celu() {
        this(1);
    }

    /// Validates the argument.
    ///
    /// @throws IllegalArgumentException if `alpha` is not positive and finite
    public Celu {
        positive("Celu.alpha", alpha);
    }

    @Override
    public void values(Functions functions, float[] x, int from, int to, float[] values) {
        float a = (float) alpha;
        int n = to - from;
        for (int i = 0; i < n; i++) {
            values[i] = 0.5f * Math.min(x[from + i], 0) / a;
        }
        functions.tanh(values, values, 0, n);
        for (int i = 0; i < n; i++) {
            // eˣ - 1 = 2t/(1 - t) with t = tanh(x/2) is accurate near zero, where eˣ - 1 would cancel.
            values[i] = x[from + i] > 0 ? x[from + i] : a * 2 * values[i] / (1 - values[i]);
        }
    }

    @Override
    public void slopes(Functions functions, float[] x, float[] y, int from, int to, float[] slopes) {
        float a = (float) alpha;
        for (int i = from; i < to; i++) {
            slopes[i - from] = x[i] > 0 ? 1 : y[i] / a + 1;
        }
    }
}
