package gradus.layers.operations;

import static gradus.internal.Require.require;

import gradus.layers.ShapeException;
import java.util.ArrayList;
import java.util.List;

/// Orders the axes anew.
///
/// [Keras: ops.transpose](https://keras.io/api/ops/numpy/#transpose-function)
///
/// @param axes the axes of the input in the order of the output; the first is that of the batch, 0
public record Transpose(List<Integer> axes) implements Permutation {
    /// Copies and validates the axes.
    ///
    /// @throws IllegalArgumentException if they are not 0 and then each axis of a row once
    public Transpose {
        axes = List.copyOf(axes);
        List<Integer> sorted = axes.stream().sorted().toList();
        for (int i = 0; i < sorted.size(); i++) {
            require(
                    sorted.get(i) == i && axes.getFirst() == 0,
                    "Transpose.axes must be 0, the batch, and then each axis of a row once, got %s",
                    axes);
        }
    }

    @Override
    public List<Integer> order(int rank) {
        if (axes.size() != rank + 1) {
            throw new ShapeException("Transpose expects rows of " + (axes.size() - 1) + " axes, got " + rank);
        }
        List<Integer> order = new ArrayList<>(axes.subList(1, axes.size()));
        order.replaceAll(axis -> axis - 1);
        return order;
    }
}
