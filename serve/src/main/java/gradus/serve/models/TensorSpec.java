package gradus.serve.models;

import java.util.List;
import java.util.stream.Stream;

/// An input or output as clients see it.
///
/// @param name its name
/// @param type type of its elements
/// @param shape shape of a row, without the dimension of the rows
public record TensorSpec(String name, Datatype type, List<Integer> shape) {
    /// Copies the list.
    public TensorSpec {
        shape = List.copyOf(shape);
    }

    /// The number of elements of a row.
    public int size() {
        int size = 1;
        for (int dimension : shape) {
            size *= dimension;
        }
        return size;
    }

    /// The shape of any number of rows, as the protocols write it: -1 for the rows.
    public List<Integer> anyRows() {
        return Stream.concat(Stream.of(-1), shape.stream()).toList();
    }
}
