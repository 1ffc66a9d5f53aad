package gradus.serve.models;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Elements with a shape: numbers, or texts.
///
/// @param shape the dimensions, the rows first; none for a scalar
/// @param numbers the elements, if they are numbers, in row-major order; NaN stands for a missing one
/// @param texts the elements, if one of them is a text; null stands for a missing one
/// @param firstNull index of the first element that is null; -1 if there is none
@SuppressWarnings("ArrayRecordComponent") // a view that nobody compares
public record Tensor(
        List<Integer> shape,
        double @Nullable [] numbers,
        @Nullable List<@Nullable String> texts,
        int firstNull) {
    /// Copies the dimensions.
    public Tensor {
        shape = List.copyOf(shape);
    }

    /// A tensor of numbers.
    public static Tensor of(List<Integer> shape, double[] numbers) {
        return new Tensor(shape, numbers, null, -1);
    }

    /// A tensor of texts.
    public static Tensor of(List<Integer> shape, List<@Nullable String> texts) {
        return new Tensor(shape, null, texts, -1);
    }

    /// The number of elements.
    public int size() {
        return numbers != null ? numbers.length : texts == null ? 0 : texts.size();
    }

    /// The number of rows; 1 for a scalar.
    public int rows() {
        return shape.isEmpty() ? 1 : shape.getFirst();
    }

    /// An element as a cell of a table: a number, a text, or null for a missing one.
    public @Nullable Object cell(int index) {
        double[] known = numbers;
        if (known != null) {
            return Double.isNaN(known[index]) ? null : (Object) known[index];
        }
        return texts == null ? null : texts.get(index);
    }
}
