package gradus.data;

import static gradus.internal.Require.require;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The dimensions of one row of data, or of a parameter. The batch dimension is not part of it.
///
/// @param dimensions each at least 1; empty for a scalar
public record Shape(List<Integer> dimensions) {
    /// Checks that every dimension is at least 1 and that the size is addressable.
    public Shape {
        dimensions = List.copyOf(dimensions);
        long size = 1;
        for (int dimension : dimensions) {
            require(dimension >= 1, "Shape dimensions must be at least 1, got %s", dimensions);
            size *= dimension;
            require(size <= Integer.MAX_VALUE, "Shape must have at most 2³¹-1 numbers, got %s", dimensions);
        }
    }

    /// A shape of these dimensions.
    public static Shape of(int... dimensions) {
        return new Shape(IntStream.of(dimensions).boxed().toList());
    }

    /// How many dimensions.
    public int rank() {
        return dimensions.size();
    }

    /// The product of the dimensions: how many numbers.
    public int size() {
        int size = 1;
        // By index: an iterator would be allocated in every training step.
        for (int i = 0; i < dimensions.size(); i++) {
            size *= dimensions.get(i);
        }
        return size;
    }

    /// The last dimension; 1 for a scalar.
    public int last() {
        return dimensions.isEmpty() ? 1 : dimensions.getLast();
    }

    /// As people write it, the batch first: `[batch, 28, 28]`.
    @Override
    public String toString() {
        return dimensions.stream().map(d -> ", " + d).collect(Collectors.joining("", "[batch", "]"));
    }
}
