package gradus.layers;

import gradus.activations.Activation;

/// An activation as a separate layer: `y = activation(x)`. Keras calls it `Activation`.
///
/// [Keras: Activation](https://keras.io/api/layers/core_layers/activation/)
///
/// @param activation the activation to apply
public record ActivationLayer(Activation activation) implements AppliedActivation {
    @Override
    public String className() {
        return "Activation";
    }
}
