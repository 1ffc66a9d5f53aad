package gradus.layers.operations;

import org.jspecify.annotations.Nullable;

/// Moves values along an axis; what leaves one end enters at the other.
///
/// [Keras: ops.roll](https://keras.io/api/ops/numpy/#roll-function)
///
/// @param shift the number of places to move by
/// @param axis the axis: 1 for the first of a row, -1 for the last
public record Roll(int shift, @Nullable Integer axis) implements AlongAxis {
    @Override
    public int size(int size) {
        return size;
    }

    @Override
    public int source(int index, int size) {
        return Math.floorMod(index - shift, size);
    }
}
