package gradus.layers.operations;

import gradus.data.Shape;
import gradus.layers.Axes;
import gradus.layers.Selection;
import java.util.ArrayList;
import java.util.List;

/// Inserts an axis of size 1.
///
/// [Keras: ops.expand_dims](https://keras.io/api/ops/numpy/#expanddims-function)
///
/// @param axis the place of the new axis in the result: 1 for the first of a row, -1 for the last
public record ExpandDims(int axis) implements Operation, Selection {
    @Override
    public Shape outputShape(List<Shape> inputs) {
        Shape input = single(inputs);
        List<Integer> dimensions = new ArrayList<>(input.dimensions());
        dimensions.add(Axes.inRow("ExpandDims", axis, input.rank() + 1), 1);
        return new Shape(dimensions);
    }

    @Override
    public int[] sources(Shape input) {
        return Selection.sources(0, new int[] {1}, Shape.of(input.size()));
    }
}
