package gradus.layers.operations;

import org.jspecify.annotations.Nullable;

/// Reverses the order along an axis.
///
/// [Keras: ops.flip](https://keras.io/api/ops/numpy/#flip-function)
///
/// @param axis the axis: 1 for the first of a row, -1 for the last
public record Flip(@Nullable Integer axis) implements AlongAxis {
    @Override
    public int size(int size) {
        return size;
    }

    @Override
    public int source(int index, int size) {
        return size - 1 - index;
    }
}
