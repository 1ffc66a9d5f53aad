package gradus.layers;

import gradus.activations.Activation;
import gradus.data.Shape;
import java.util.List;

/// Softmax as a layer: `y = eˣ / Σ eˣ` along the last axis, a distribution over classes.
///
/// [Keras: Softmax](https://keras.io/api/layers/activation_layers/softmax/)
///
/// @param axis the last axis: -1, or its number counted from the batch, which is 0
public record Softmax(int axis) implements AppliedActivation {
    /// Along the last axis.
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
