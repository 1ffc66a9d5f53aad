package gradus.layers;

import gradus.activations.Activation;
import gradus.data.Shape;
import java.util.List;

/// Softmax as a layer, which turns scores into probabilities of classes: `y = eˣ / Σ eˣ` along the last axis.
///
/// [Keras: Softmax](https://keras.io/api/layers/activation_layers/softmax/)
///
/// @param axis the last axis: -1, or its index counted from the batch axis, which is 0
public record Softmax(int axis) implements AppliedActivation {
    /// Creates the layer along the last axis.
    public Softmax() {
        this(-1);
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        return Shapes.lastAxis(this, inputs, axis);
    }

    @Override
    public Activation activation() {
        return new gradus.activations.Softmax();
    }
}
