package gradus.layers;

import gradus.data.Shape;
import java.util.List;

/// Divides every row by its length: `y = x/‖x‖`. A row shorter than 1e-12 becomes zero and gets no gradient.
///
/// [Keras: UnitNormalization](https://keras.io/api/layers/normalization_layers/unit_normalization/)
///
/// @param axis the last axis: -1, or its index counted from the batch axis, which is 0
public record UnitNormalization(int axis) implements Layer {
    /// Creates the layer along the last axis.
    public UnitNormalization() {
        this(-1);
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        return Shapes.lastAxis(this, inputs, axis);
    }

    @Override
    public BoundLayer bind(Binding binding) {
        return new BoundRowNormalization(binding);
    }
}
