package gradus.layers;

import static gradus.internal.Require.notNegative;

import gradus.activations.Relu;

/// The leaky rectified linear unit as a layer: `y = x` for `x ≥ 0`, `negativeSlope·x` otherwise.
///
/// Keras's default slope is 0.3 for this layer, but 0.2 for the activation of the same name.
/// [Maas, Hannun & Ng 2013](https://ai.stanford.edu/~amaas/papers/relu_hybrid_icml2013_final.pdf)
///
/// @param negativeSlope the slope below zero, at least 0
public record LeakyReLU(double negativeSlope) implements AppliedActivation {
    /// Creates the layer with Keras's default slope, 0.3.
    public LeakyReLU() {
        this(0.3);
    }

    /// Validates the argument.
    ///
    /// @throws IllegalArgumentException if `negativeSlope` is negative or not finite
    public LeakyReLU {
        notNegative("LeakyReLU.negativeSlope", negativeSlope);
    }

    @Override
    public Relu activation() {
        return new Relu(negativeSlope, null, 0);
    }
}
