package gradus.layers;

import gradus.data.Shape;
import java.util.List;

/// Divides every row by its length: `y = x/‖x‖`. A row shorter than 1e-12 becomes zero and gets no gradient.
///
/// [Keras: UnitNormalization](https://keras.io/api/layers/normalization_layers/unit_normalization/)
///
/// @param axis the axes that are a vector of length 1, one or several: counted from the batch axis, which is 0, or from
/// the end, -1 for the last
public record UnitNormalization(List<Integer> axis) implements Layer {
    /// Creates the layer along the last axis.
    public UnitNormalization() {
        this(List.of(-1));
    }

    /// Copies the list.
    public UnitNormalization {
        axis = List.copyOf(axis);
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        return Shapes.along(this, inputs, axis);
    }

    @Override
    public BoundLayer bind(Binding binding) {
        return BoundAlong.bind(this, binding, axis, BoundRowNormalization::new);
    }
}
