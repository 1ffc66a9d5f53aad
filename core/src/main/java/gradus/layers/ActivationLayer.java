package gradus.layers;

import gradus.activations.Activation;

/// An activation as a layer of its own: `y = activation(x)`. Keras calls it `Activation`.
///
/// [Keras: Activation](https://keras.io/api/layers/core_layers/activation/)
///
/// @param activation what is applied
public record ActivationLayer(Activation activation) implements AppliedActivation {
    @Override
    public String className() {
        return "Activation";
    }
}
