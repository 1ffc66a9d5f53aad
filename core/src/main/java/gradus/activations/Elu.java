package gradus.activations;

import static gradus.internal.Require.finite;

import gradus.math.Functions;

/// The exponential linear unit: `y = x` for `x > 0`, `alpha·(eˣ - 1)` otherwise. Its derivative is 1 for `x > 0`
/// and `alpha·eˣ = y + alpha` otherwise.
///
/// [Clevert et al. 2016](https://arxiv.org/abs/1511.07289)
///
/// @param alpha the limit of `-y` for large negative `x`, finite
public record Elu(double alpha) implements Transcendental {
    /// Creates the activation with Keras's default, `alpha = 1`.
    public Elu() {
        this(1);
    }

    /// Validates the argument.
    ///
    /// @throws IllegalArgumentException if `alpha` is not finite
    public Elu {
        finite("Elu.alpha", alpha);
    }

    @Override
    public void values(Functions functions, float[] x, float[] values, int count) {
        ExponentialUnit.values(functions, x, values, count, 1, (float) alpha, 1);
    }

    @Override
    public void slopes(Functions functions, float[] x, float[] y, float[] slopes, int count) {
        ExponentialUnit.slopes(x, y, slopes, count, 1, (float) alpha, 1);
    }
}
