package gradus.layers;

import static gradus.internal.Require.notNegative;

import gradus.activations.Relu;

/// The leaky rectified linear unit as a layer: `x` above 0, `negativeSlope·x` below.
///
/// Keras's default slope is 0.3 here, but 0.2 for the activation of that name.
/// [Maas, Hannun & Ng 2013](https://ai.stanford.edu/~amaas/papers/relu_hybrid_icml2013_final.pdf)
///
/// @param negativeSlope at least 0
public record LeakyReLU(double negativeSlope) implements AppliedActivation {
    /// Keras's default slope, 0.3.
    public LeakyReLU() {
        this(0.3);
    }

    /// Checks the slope.
    public LeakyReLU {
        notNegative("LeakyReLU.negativeSlope", negativeSlope);
    }

    @Override
    public Relu activation() {
        return new Relu(negativeSlope, null, 0);
    }
}
