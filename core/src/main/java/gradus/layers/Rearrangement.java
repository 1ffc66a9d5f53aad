package gradus.layers;

import gradus.data.Shape;
import java.util.stream.IntStream;

/// Another order of the axes of each row: `y[i] = x[source[i]]`.
final class Rearrangement {
    private final Shape shape;
    private final int[] source;

    /// @param input the shape of a row
    /// @param order for each axis of the result, the axis of the input, from 0
    Rearrangement(Shape input, int... order) {
        shape = Shape.of(
                IntStream.of(order).map(axis -> input.dimensions().get(axis)).toArray());
        int[] strides = new int[order.length];
        for (int i = 0; i < order.length; i++) {
            strides[i] = IntStream.range(order[i] + 1, input.rank())
                    .map(input.dimensions()::get)
                    .reduce(1, (a, b) -> a * b);
        }
        source = new int[input.size()];
        for (int i = 0; i < source.length; i++) {
            int rest = i;
            for (int axis = order.length - 1; axis >= 0; axis--) {
                source[i] += rest % shape.dimensions().get(axis) * strides[axis];
                rest /= shape.dimensions().get(axis);
            }
        }
    }

    /// Returns the order in which some axes come last.
    ///
    /// @param axes ascending
    static int[] last(int rank, int... axes) {
        IntStream others =
                IntStream.range(0, rank).filter(axis -> IntStream.of(axes).noneMatch(last -> last == axis));
        return IntStream.concat(others, IntStream.of(axes)).toArray();
    }

    /// Returns the shape of a rearranged row.
    Shape shape() {
        return shape;
    }

    /// Returns whether the order is that of the input.
    boolean isNone() {
        return IntStream.range(0, source.length).allMatch(i -> source[i] == i);
    }

    /// Rearranges rows `[fromRow, toRow)` of `x`.
    void apply(float[] x, float[] y, int fromRow, int toRow) {
        apply(x, y, 1, 0, fromRow, toRow);
    }

    /// Rearranges rows `[fromRow, toRow)` of `x` to `[parts, rows, size/parts]`: the parts of a row, which follow each
    /// other, go to as many blocks.
    void apply(float[] x, float[] y, int parts, int rows, int fromRow, int toRow) {
        int size = source.length / parts;
        for (int part = 0; part < parts; part++) {
            for (int row = fromRow; row < toRow; row++) {
                int start = row * source.length;
                int to = (part * rows + row) * size;
                for (int i = 0; i < size; i++) {
                    y[to + i] = x[start + source[part * size + i]];
                }
            }
        }
    }

    /// Reverses [#apply].
    void revert(float[] y, float[] x, int fromRow, int toRow) {
        revert(y, x, 1, 0, fromRow, toRow);
    }

    /// Reverses [#apply].
    void revert(float[] y, float[] x, int parts, int rows, int fromRow, int toRow) {
        int size = source.length / parts;
        for (int part = 0; part < parts; part++) {
            for (int row = fromRow; row < toRow; row++) {
                int start = row * source.length;
                int from = (part * rows + row) * size;
                for (int i = 0; i < size; i++) {
                    x[start + source[part * size + i]] = y[from + i];
                }
            }
        }
    }
}
