package gradus.layers.operations;

import gradus.data.Shape;
import gradus.layers.Axes;
import gradus.layers.Selection;
import gradus.layers.ShapeException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Removes an axis of size 1, or all of them in a row.
///
/// [Keras: ops.squeeze](https://keras.io/api/ops/numpy/#squeeze-function)
///
/// @param axis the axis, or null for all axes of size 1
public record Squeeze(@Nullable Integer axis) implements Operation, Selection {
    @Override
    public Shape outputShape(List<Shape> inputs) {
        Shape input = single(inputs);
        List<Integer> dimensions = new ArrayList<>(input.dimensions());
        if (axis == null) {
            dimensions.removeIf(size -> size == 1);
            return new Shape(dimensions);
        }
        int size = dimensions.remove(Axes.inRow("Squeeze", axis, input.rank()));
        if (size != 1) {
            throw new ShapeException("Squeeze expects an axis of size 1 at axis " + axis + ", got " + input);
        }
        return new Shape(dimensions);
    }

    @Override
    public int[] sources(Shape input) {
        return Selection.sources(0, new int[] {1}, Shape.of(input.size()));
    }
}
