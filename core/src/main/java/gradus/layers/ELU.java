package gradus.layers;

import static gradus.internal.Require.finite;

import gradus.activations.Activation;
import gradus.activations.Elu;

/// The exponential linear unit as a layer: `x` above 0, `alpha·(eˣ - 1)` below.
///
/// [Clevert, Unterthiner & Hochreiter 2016](https://arxiv.org/abs/1511.07289)
///
/// @param alpha what the output tends to for large negative inputs, with the sign turned
public record ELU(double alpha) implements AppliedActivation {
    /// Keras's default, 1.
    public ELU() {
        this(1);
    }

    /// Checks that `alpha` is finite.
    public ELU {
        finite("ELU.alpha", alpha);
    }

    @Override
    public Activation activation() {
        return new Elu(alpha);
    }
}
