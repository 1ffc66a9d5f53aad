package gradus.layers;

import gradus.activations.Relu;
import org.jspecify.annotations.Nullable;

/// The rectified linear unit as a layer: `y = max(x, 0)`, with the options of [Relu].
///
/// [Keras: ReLU](https://keras.io/api/layers/activation_layers/relu/)
///
/// @param maxValue the ceiling, at least 0; null for none
/// @param negativeSlope the slope below the threshold, at least 0
/// @param threshold the value up to which the unit is off, at least 0
public record ReLU(@Nullable Double maxValue, double negativeSlope, double threshold) implements AppliedActivation {
    /// Creates the plain `max(x, 0)`, Keras's default.
    public ReLU() {
        this(null, 0, 0);
    }

    /// Validates the arguments.
    ///
    /// @throws IllegalArgumentException if an argument is negative
    public ReLU {
        new Relu(negativeSlope, maxValue, threshold);
    }

    @Override
    public Relu activation() {
        return new Relu(negativeSlope, maxValue, threshold);
    }
}
