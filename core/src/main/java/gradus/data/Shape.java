package gradus.data;

import static gradus.internal.Require.require;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The dimensions of one row of data or of a parameter, without the batch dimension.
///
/// @param dimensions the dimensions, each at least 1; empty for a scalar
public record Shape(List<Integer> dimensions) {
    /// Copies and validates the dimensions.
    ///
    /// @throws IllegalArgumentException if a dimension is less than 1, or if the size exceeds the largest int
    public Shape {
        dimensions = List.copyOf(dimensions);
        long size = 1;
        for (int dimension : dimensions) {
            require(dimension >= 1, "Shape dimensions must be at least 1, got %s", dimensions);
            size *= dimension;
            require(size <= Integer.MAX_VALUE, "Shape must have at most 2³¹-1 numbers, got %s", dimensions);
        }
    }

    /// Creates a shape.
    ///
    /// @param dimensions the dimensions, each at least 1; none for a scalar
    /// @return the shape
    /// @throws IllegalArgumentException if a dimension is less than 1, or if the size exceeds the largest int
    public static Shape of(int... dimensions) {
        return new Shape(IntStream.of(dimensions).boxed().toList());
    }

    /// {@return the number of dimensions}
    public int rank() {
        return dimensions.size();
    }

    /// {@return the product of the dimensions, which is the number of values}
    public int size() {
        int size = 1;
        // By index: an iterator would be allocated in every training step.
        for (int i = 0; i < dimensions.size(); i++) {
            size *= dimensions.get(i);
        }
        return size;
    }

    /// {@return the last dimension, or 1 for a scalar}
    public int last() {
        return dimensions.isEmpty() ? 1 : dimensions.getLast();
    }

    /// Returns this shape with another last dimension.
    ///
    /// @param last the last dimension, at least 1
    /// @return the shape
    public Shape withLast(int last) {
        List<Integer> changed = new ArrayList<>(dimensions);
        changed.set(changed.size() - 1, last);
        return new Shape(changed);
    }

    /// {@return the product of all dimensions but the last} A row of this shape holds as many rows of [#last()] values.
    public int positions() {
        return size() / last();
    }

    /// {@return the conventional notation, with the batch dimension first: `[batch, 28, 28]`}
    @Override
    public String toString() {
        return dimensions.stream().map(d -> ", " + d).collect(Collectors.joining("", "[batch", "]"));
    }
}
