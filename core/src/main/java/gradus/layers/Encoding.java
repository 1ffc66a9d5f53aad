package gradus.layers;

import static gradus.internal.Require.require;

import gradus.data.Rows;
import gradus.data.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How a row of indices becomes the output of a [CategoryLayer].
///
/// @param mode what the output is
/// @param depth the number of indices
/// @param columns the number of values of a row of the input
/// @param size the number of values of a row of the output
/// @param weights the weight of each index in [OutputMode#TF_IDF], or null
record Encoding(OutputMode mode, int depth, int columns, int size, float @Nullable [] weights) {
    /// The index of a value that is left out.
    static final int NOTHING = -1;

    /// The largest number of indices that may become a vector.
    static final int LARGEST_DEPTH = 1 << 20;

    static Encoding of(OutputMode mode, int depth, Shape input, Shape output) {
        return new Encoding(mode, depth, input.size(), output.size(), null);
    }

    /// Requires that a depth can be encoded.
    static void requireDepth(String argument, OutputMode mode, int depth) {
        require(
                mode == OutputMode.INT || depth <= LARGEST_DEPTH,
                "%s must be at most %s for outputMode %s, got %s",
                argument,
                LARGEST_DEPTH,
                mode,
                depth);
    }

    /// The shape of a row of the output.
    static Shape shape(Layer layer, OutputMode mode, int depth, Shape input) {
        if (mode == OutputMode.INT) {
            return input;
        }
        List<Integer> dimensions = new ArrayList<>(input.dimensions());
        boolean rowAtOnce = mode != OutputMode.ONE_HOT;
        if (rowAtOnce && dimensions.size() != 1) {
            throw new ShapeException(
                    layer.className() + " with outputMode " + mode + " expects input [batch, values], got " + input);
        }
        if (rowAtOnce || (input.last() == 1 && !dimensions.isEmpty())) {
            dimensions.removeLast();
        }
        dimensions.add(depth);
        return new Shape(dimensions);
    }

    /// Prepares a row of the output.
    void begin(float[] output, int at) {
        if (mode != OutputMode.INT) {
            Arrays.fill(output, at, at + size, 0);
        }
    }

    /// Adds the index of a column.
    void add(float[] output, int at, int column, int index, float weight) {
        switch (mode) {
            case INT -> output[at + column] = index;
            case ONE_HOT -> set(output, at + column * depth, index);
            case MULTI_HOT -> set(output, at, index);
            case COUNT, TF_IDF -> output[at + Math.max(index, 0)] += index == NOTHING ? 0 : weight;
        }
    }

    private static void set(float[] output, int at, int index) {
        if (index != NOTHING) {
            output[at + index] = 1;
        }
    }

    /// Completes a row of the output.
    void end(float[] output, int at) {
        for (int i = 0; weights != null && i < size; i++) {
            output[at + i] *= weights[i];
        }
    }

    /// Rows that are encoded when they are read.
    ///
    /// @param indices one per value of the input, row by row
    Rows rows(int[] indices) {
        return new EncodedRows(this, indices);
    }

    private record EncodedRows(Encoding encoding, int[] indices) implements Rows {
        @Override
        public int count() {
            return indices.length / encoding.columns;
        }

        @Override
        public int width() {
            return encoding.size;
        }

        @Override
        public void copy(int row, float[] target, int offset) {
            encoding.begin(target, offset);
            for (int column = 0; column < encoding.columns; column++) {
                encoding.add(target, offset, column, indices[row * encoding.columns + column], 1);
            }
            encoding.end(target, offset);
        }
    }
}
