package gradus.layers.operations;

import static gradus.internal.Require.require;

import gradus.layers.ShapeException;
import org.jspecify.annotations.Nullable;

/// Repeats each value along an axis: `[a, b]` to `[a, a, b, b]`.
///
/// [Keras: ops.repeat](https://keras.io/api/ops/numpy/#repeat-function)
///
/// @param repeats how often, at least 1
/// @param axis the axis: 1 for the first of a row, -1 for the last
public record Repeat(int repeats, @Nullable Integer axis) implements AlongAxis {
    /// Validates the arguments.
    ///
    /// @throws IllegalArgumentException if `repeats` is less than 1
    public Repeat {
        require(repeats >= 1, "Repeat.repeats must be at least 1, got %s", repeats);
    }

    @Override
    public int size(int size) {
        long repeated = (long) size * repeats;
        if (repeated > Integer.MAX_VALUE) {
            throw new ShapeException("Repeat expects an axis that it can make at most " + Integer.MAX_VALUE
                    + " long, got " + size + " times " + repeats);
        }
        return (int) repeated;
    }

    @Override
    public int source(int index, int size) {
        return index / repeats;
    }
}
