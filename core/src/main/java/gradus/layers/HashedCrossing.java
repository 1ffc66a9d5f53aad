package gradus.layers;

import static gradus.internal.Require.require;

import gradus.data.Integers;
import gradus.data.Rows;
import gradus.data.Shape;
import gradus.data.TextRows;
import gradus.internal.Records;
import gradus.internal.TokenHash;
import java.util.ArrayList;
import java.util.List;

/// A category among `numBins` for each combination of values of several inputs, by the hash of all of them, or its
/// one-hot vector: from inputs `[batch, 1]` to `[batch, 1]`, or to `[batch, numBins]`.
///
/// Inputs are integers within ±16,777,215, or text directly from inputs of [gradus.data.DataType#STRING].
///
/// [Keras: HashedCrossing](https://keras.io/api/layers/preprocessing_layers/categorical/hashed_crossing/)
///
/// @param numBins the number of bins, from 1 to 16,777,216
/// @param outputMode what the layer gives: `INT` or `ONE_HOT`
public record HashedCrossing(int numBins, OutputMode outputMode) implements TextLayer {
    /// What TensorFlow begins with, so that values are those of its files.
    private static final long START = 0xDECAFCAFFEL;

    /// Creates the layer with Keras's default, indices.
    ///
    /// @param numBins the number of bins
    /// @throws IllegalArgumentException if the number is out of range
    public HashedCrossing(int numBins) {
        this(numBins, OutputMode.INT);
    }

    /// Validates the arguments.
    ///
    /// @throws IllegalArgumentException if an argument is out of range
    public HashedCrossing {
        require(
                numBins >= 1 && numBins <= Integers.LARGEST + 1,
                "HashedCrossing.numBins must be from 1 to %s, got %s",
                Integers.LARGEST + 1,
                numBins);
        Encoding.requireDepth("HashedCrossing.numBins", outputMode, numBins);
        require(
                outputMode == OutputMode.INT || outputMode == OutputMode.ONE_HOT,
                "HashedCrossing.outputMode must be INT or ONE_HOT, got %s",
                outputMode);
    }

    private int bin(long hash) {
        return (int) Long.remainderUnsigned(hash, numBins);
    }

    @Override
    public Rows encode(List<Rows> inputs) {
        int[] all = new int[inputs.getFirst().count()];
        List<long[]> columns = new ArrayList<>();
        inputs.forEach(rows -> columns.add(keys(rows)));
        for (int row = 0; row < all.length; row++) {
            long hash = START;
            for (long[] column : columns) {
                hash = TokenHash.concatenate(hash, column[row]);
            }
            all[row] = bin(hash);
        }
        Shape input = Shape.of(1);
        return Encoding.of(outputMode, numBins, input, Encoding.shape(this, outputMode, numBins, input))
                .rows(all);
    }

    /// What stands for each value of a column: an integer itself, a text's fingerprint.
    private static long[] keys(Rows rows) {
        long[] keys = new long[rows.count()];
        float[] value = new float[1];
        long[] ofText = rows instanceof TextRows text
                ? text.texts().stream()
                        .mapToLong(token -> TokenHash.ofText(token, null))
                        .toArray()
                : new long[0];
        for (int row = 0; row < keys.length; row++) {
            if (rows instanceof TextRows text) {
                keys[row] = ofText[text.code(row, 0)];
            } else {
                rows.copy(row, value, 0);
                keys[row] = (long) value[0];
            }
        }
        return keys;
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        if (inputs.size() < 2 || !inputs.stream().allMatch(Shape.of(1)::equals)) {
            throw new ShapeException("HashedCrossing expects at least two inputs [batch, 1], got " + inputs);
        }
        return Encoding.shape(this, outputMode, numBins, Shape.of(1));
    }

    @Override
    public List<Shape> exampleInputs(int width) {
        return List.of(Shape.of(1), Shape.of(1));
    }

    @Override
    public Integers integers(int input) {
        return Integers.ALL;
    }

    @Override
    public BoundLayer bind(Binding binding) {
        Encoding encoding = Encoding.of(outputMode, numBins, Shape.of(1), binding.outputShape());
        return new BoundCategories(binding, encoding) {
            @Override
            int index(int place) {
                long hash = START;
                for (int input = 0; input < binding.inputs().size(); input++) {
                    hash = TokenHash.concatenate(hash, integer("HashedCrossing", input, place));
                }
                return bin(hash);
            }
        };
    }

    /// Returns this layer with another output.
    ///
    /// @param value what the layer gives
    /// @return the layer
    public HashedCrossing outputMode(OutputMode value) {
        return Records.with(this, "outputMode", value);
    }
}
