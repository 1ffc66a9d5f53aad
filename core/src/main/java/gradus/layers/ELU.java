package gradus.layers;

import static gradus.internal.Require.finite;

import gradus.activations.Activation;
import gradus.activations.Elu;

/// The exponential linear unit as a layer: `y = x` for `x > 0`, `alpha·(eˣ - 1)` otherwise.
///
/// [Clevert, Unterthiner & Hochreiter 2016](https://arxiv.org/abs/1511.07289)
///
/// @param alpha the limit of `-y` for large negative `x`, finite
public record ELU(double alpha) implements AppliedActivation {
    /// Creates the layer with Keras's default, `alpha = 1`.
    public ELU() {
        this(1);
    }

    /// Validates the argument.
    ///
    /// @throws IllegalArgumentException if `alpha` is not finite
    public ELU {
        finite("ELU.alpha", alpha);
    }

    @Override
    public Activation activation() {
        return new Elu(alpha);
    }
}
