package gradus.layers;

import static gradus.internal.Require.require;

import gradus.data.Shape;
import java.util.ArrayList;
import java.util.List;

/// A constant in a graph: a number, or an array of numbers.
///
/// @param shape the dimensions; none for a single number
/// @param values the numbers, row-major, as many as the shape has
public record Tensor(Shape shape, List<Double> values) {
    /// Copies and validates the numbers.
    ///
    /// @throws IllegalArgumentException if their count is not that of the shape
    public Tensor {
        values = List.copyOf(values);
        require(values.size() == shape.size(), "Tensor.values must be %s numbers, got %s", shape.size(), values.size());
    }

    /// {@return a constant that is a single number}
    ///
    /// @param value the number
    public static Tensor of(double value) {
        return new Tensor(Shape.of(), List.of(value));
    }

    /// {@return a constant that is a vector}
    ///
    /// @param values the numbers, at least one
    public static Tensor of(double... values) {
        return of(Shape.of(values.length), values);
    }

    /// {@return a constant that is an array}
    ///
    /// @param shape the dimensions
    /// @param values the numbers, row-major
    /// @throws IllegalArgumentException if their count is not that of the shape
    public static Tensor of(Shape shape, double... values) {
        List<Double> list = new ArrayList<>();
        for (double value : values) {
            list.add(value);
        }
        return new Tensor(shape, list);
    }

    /// {@return the numbers as floats, in a new array}
    public float[] floats() {
        float[] floats = new float[values.size()];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = values.get(i).floatValue();
        }
        return floats;
    }

    /// {@return the notation of Python: `2`, `[1, 2]`, `[[1, 2], [3, 4]]`}
    @Override
    public String toString() {
        return text(0, 0, values.size());
    }

    private String text(int axis, int from, int to) {
        if (axis == shape.rank()) {
            double value = values.get(from);
            return value == Math.rint(value) && Math.abs(value) < 1e9 ? Long.toString((long) value) : "" + value;
        }
        int size = (to - from) / shape.dimensions().get(axis);
        List<String> parts = new ArrayList<>();
        for (int start = from; start < to; start += size) {
            parts.add(text(axis + 1, start, start + size));
        }
        return "[" + String.join(", ", parts) + "]";
    }

    /// Returns the shape that this constant has as a row of a batch: without a leading 1 for the batch.
    ///
    /// @param rank the rank of the rows that it is combined with
    /// @throws ShapeException if it has more axes than they, or differs from row to row
    Shape rowShape(int rank) {
        List<Integer> dimensions = shape.dimensions();
        if (dimensions.size() == rank + 1 && dimensions.getFirst() == 1) {
            return new Shape(dimensions.subList(1, dimensions.size()));
        }
        if (dimensions.size() > rank) {
            throw new ShapeException("a constant must have at most the " + rank
                    + " axes of a row, so that it is the same for all rows of a batch, got shape " + dimensions);
        }
        return shape;
    }
}
