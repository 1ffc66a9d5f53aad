package gradus.activations;

import static gradus.internal.Require.finite;

import gradus.math.Functions;

/// The exponential linear unit: `y = x` for `x > 0`, `alpha·(eˣ - 1)` below. Its derivative is 1, and
/// `alpha·eˣ = y + alpha` below.
///
/// [Clevert et al. 2016](https://arxiv.org/abs/1511.07289)
///
/// @param alpha what `-y` tends to, finite
public record Elu(double alpha) implements Transcendental {
    /// With Keras's `alpha = 1`.
    public Elu() {
        this(1);
    }

    /// Checks that alpha is finite.
    public Elu {
        finite("Elu.alpha", alpha);
    }

    @Override
    public void values(Functions functions, float[] x, int from, int to, float[] values) {
        float a = (float) alpha;
        int n = to - from;
        for (int i = 0; i < n; i++) {
            values[i] = 0.5f * Math.min(x[from + i], 0);
        }
        functions.tanh(values, values, 0, n);
        for (int i = 0; i < n; i++) {
            // eˣ - 1 = 2t/(1 - t) with t = tanh(x/2), which does not cancel near zero.
            values[i] = x[from + i] > 0 ? x[from + i] : a * 2 * values[i] / (1 - values[i]);
        }
    }

    @Override
    public void slopes(Functions functions, float[] x, float[] y, int from, int to, float[] slopes) {
        float a = (float) alpha;
        for (int i = from; i < to; i++) {
            slopes[i - from] = x[i] > 0 ? 1 : y[i] + a;
        }
    }
}
