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
    public void values(Functions functions, float[] x, float[] values, int count) {
        ExponentialUnit.values(functions, x, values, count, 1, (float) alpha, (float) alpha);
    }

    @Override
    public void slopes(Functions functions, float[] x, float[] y, float[] slopes, int count) {
        ExponentialUnit.slopes(x, y, slopes, count, 1, (float) alpha, (float) alpha);
    }
}
