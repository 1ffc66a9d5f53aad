package gradus.layers.operations;

import gradus.data.Shape;
import gradus.layers.Binding;
import gradus.layers.BoundLayer;
import java.util.List;

/// Concatenates its inputs along an axis, as the layer of the same name does.
///
/// [Keras: ops.concatenate](https://keras.io/api/ops/numpy/#concatenate-function)
///
/// @param axis the axis: -1 for the last, 1 for the first of a row
public record Concatenate(int axis) implements Operation {
    /// Concatenates along the last axis.
    public Concatenate() {
        this(-1);
    }

    private gradus.layers.Concatenate layer() {
        return new gradus.layers.Concatenate(axis);
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        return layer().outputShape(inputs);
    }

    @Override
    public List<Shape> exampleInputs(int width) {
        return layer().exampleInputs(width);
    }

    @Override
    public BoundLayer bind(Binding binding) {
        return layer().bind(binding);
    }
}
