package gradus.layers.operations;

import static gradus.internal.Require.require;

import gradus.data.Shape;
import gradus.layers.Selection;
import java.util.List;

/// Gives each row another shape, with its values in the same order.
///
/// [Keras: ops.reshape](https://keras.io/api/ops/numpy/#reshape-function)
///
/// @param newshape the dimensions with that of the batch, which is -1; another one may be -1, for whatever remains
public record Reshape(List<Integer> newshape) implements Operation, Selection {
    /// Copies and validates the dimensions.
    ///
    /// @throws IllegalArgumentException if the batch is not -1, or another dimension is less than 1, except -1 once
    public Reshape {
        newshape = List.copyOf(newshape);
        require(
                newshape.size() >= 2 && newshape.getFirst() == -1,
                "Reshape.newshape must begin with -1, for the batch, and have a dimension of a row, got %s",
                newshape);
        // Checks the others.
        new gradus.layers.Reshape(newshape.subList(1, newshape.size()));
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        return new gradus.layers.Reshape(newshape.subList(1, newshape.size())).outputShape(inputs);
    }

    @Override
    public int[] sources(Shape input) {
        return Selection.sources(0, new int[] {1}, Shape.of(input.size()));
    }
}
