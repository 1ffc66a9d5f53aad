package gradus.layers.operations;

import gradus.data.Shape;
import gradus.layers.Selection;
import java.util.ArrayList;
import java.util.List;

/// An operation that changes the order of the axes of a row.
public interface Permutation extends Operation, Selection {
    /// Returns the axes of the input in the order of the output.
    ///
    /// @param rank the number of axes of a row
    /// @return the axes, from 0
    List<Integer> order(int rank);

    @Override
    default Shape outputShape(List<Shape> inputs) {
        Shape input = single(inputs);
        List<Integer> dimensions = new ArrayList<>();
        for (int axis : order(input.rank())) {
            dimensions.add(input.dimensions().get(axis));
        }
        return new Shape(dimensions);
    }

    @Override
    default int[] sources(Shape input) {
        List<Integer> order = order(input.rank());
        int[] all = Selection.strides(input);
        int[] strides = new int[order.size()];
        for (int i = 0; i < strides.length; i++) {
            strides[i] = all[order.get(i)];
        }
        return Selection.sources(0, strides, outputShape(List.of(input)));
    }
}
