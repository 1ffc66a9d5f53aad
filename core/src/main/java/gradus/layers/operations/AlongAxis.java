package gradus.layers.operations;

import gradus.data.Shape;
import gradus.layers.Axes;
import gradus.layers.Selection;
import gradus.layers.ShapeException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An operation that chooses, repeats or reorders what lies along one axis of a row.
public interface AlongAxis extends Operation, Selection {
    /// {@return the axis: 1 is the first of a row, -1 the last; null for all, which would mix the rows of a batch and
    /// is refused}
    @Nullable
    Integer axis();

    /// Returns the size of the axis in the output.
    ///
    /// @param size its size in the input
    /// @return the size
    int size(int size);

    /// Returns where a value comes from.
    ///
    /// @param index its index along the axis in the output
    /// @param size the size of the axis in the input
    /// @return its index along the axis in the input
    int source(int index, int size);

    @Override
    default Shape outputShape(List<Shape> inputs) {
        Shape input = single(inputs);
        int place = place(input);
        List<Integer> dimensions = new ArrayList<>(input.dimensions());
        dimensions.set(place, size(dimensions.get(place)));
        return new Shape(dimensions);
    }

    @Override
    default int[] sources(Shape input) {
        int place = place(input);
        int size = input.dimensions().get(place);
        int stride = Selection.strides(input)[place];
        int[] sources = new int[outputShape(List.of(input)).size()];
        int own = size(size) * stride;
        for (int i = 0; i < sources.length; i++) {
            // What lies before the axis, along it, and after it.
            sources[i] = i / own * size * stride + source(i % own / stride, size) * stride + i % stride;
        }
        return sources;
    }

    private int place(Shape input) {
        Integer axis = axis();
        if (axis == null) {
            throw new ShapeException(
                    className() + " needs an axis of a row: without it, it would mix the rows of a batch, got none");
        }
        return Axes.inRow(className(), axis, input.rank());
    }
}
