package gradus.layers;

import static gradus.internal.Require.require;

import gradus.data.Integers;
import gradus.data.Rows;
import gradus.data.Shape;
import gradus.data.TextRows;
import gradus.internal.Records;
import gradus.internal.TokenHash;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A category among `numBins` for each value by its hash, `y = hash(x) mod numBins`, or an encoding of it: categories
/// without a vocabulary. The hash is FarmHash64, or SipHash-2-4 with a salt; an integer is hashed as its decimal
/// digits.
///
/// It reads integers within ±16,777,215, or text directly from an input of [gradus.data.DataType#STRING]. Other numbers
/// are refused with their row, column and value; Keras cuts off their fractions.
///
/// [Keras: Hashing](https://keras.io/api/layers/preprocessing_layers/categorical/hashing/)
///
/// @param numBins the number of bins, from 1 to 16,777,216
/// @param maskValue the value that stands for a missing one and gets bin 0 for itself, as text; or null
/// @param salt the key of two numbers for SipHash, or null for FarmHash
/// @param outputMode what the layer gives: `INT`, `ONE_HOT`, `MULTI_HOT` or `COUNT`
public record Hashing(
        int numBins, @Nullable String maskValue, @Nullable List<Long> salt, OutputMode outputMode)
        implements TextLayer {
    /// Creates the layer with Keras's defaults: FarmHash, no mask, indices.
    ///
    /// @param numBins the number of bins
    /// @throws IllegalArgumentException if the number is out of range
    public Hashing(int numBins) {
        this(numBins, null, null, OutputMode.INT);
    }

    /// Validates the arguments. A salt of one number is that number twice.
    ///
    /// @throws IllegalArgumentException if an argument is out of range
    public Hashing {
        salt = pair("Hashing.salt", salt);
        require(
                numBins >= 1 && numBins <= Integers.LARGEST + 1,
                "Hashing.numBins must be from 1 to %s, got %s",
                Integers.LARGEST + 1,
                numBins);
        Encoding.requireDepth("Hashing.numBins", outputMode, numBins);
        require(
                outputMode != OutputMode.TF_IDF,
                "Hashing.outputMode must be INT, ONE_HOT, MULTI_HOT or COUNT, got %s",
                outputMode);
    }

    /// A salt as two numbers.
    static @Nullable List<Long> pair(String who, @Nullable List<Long> salt) {
        require(
                salt == null || salt.size() == 1 || salt.size() == 2,
                "%s must have one number or two, got %s",
                who,
                salt);
        return salt == null ? null : List.of(salt.getFirst(), salt.getLast());
    }

    /// A salt as the key of a hash.
    static long @Nullable [] key(@Nullable List<Long> salt) {
        return salt == null ? null : new long[] {salt.getFirst(), salt.getLast()};
    }

    /// The bin of a value.
    ///
    /// @param masked whether the value is that which stands for a missing one
    int bin(long hash, boolean masked) {
        if (maskValue == null || numBins == 1) {
            return (int) Long.remainderUnsigned(hash, numBins);
        }
        return masked ? 0 : 1 + (int) Long.remainderUnsigned(hash, numBins - 1);
    }

    @Override
    public Rows encode(List<Rows> inputs) {
        TextRows rows = (TextRows) inputs.getFirst();
        long[] key = key(salt);
        int[] ofText = new int[rows.texts().size()];
        for (int i = 0; i < ofText.length; i++) {
            String text = rows.texts().get(i);
            ofText[i] = bin(TokenHash.ofText(text, key), text.equals(maskValue));
        }
        int[] all = new int[rows.count() * rows.width()];
        for (int i = 0; i < all.length; i++) {
            all[i] = ofText[rows.code(i / rows.width(), i % rows.width())];
        }
        Shape input = Shape.of(rows.width());
        return Encoding.of(outputMode, numBins, input, outputShape(List.of(input)))
                .rows(all);
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        Shape input = Shapes.single(this, inputs);
        if (outputMode == OutputMode.ONE_HOT && input.last() != 1) {
            throw new ShapeException("Hashing with outputMode ONE_HOT expects one value per row, got " + input);
        }
        return Encoding.shape(this, outputMode, numBins, input);
    }

    @Override
    public List<Shape> exampleInputs(int width) {
        return List.of(Shape.of(1));
    }

    @Override
    public Integers integers(int input) {
        return Integers.ALL;
    }

    @Override
    public BoundLayer bind(Binding binding) {
        Encoding encoding =
                Encoding.of(outputMode, numBins, binding.inputShapes().getFirst(), binding.outputShape());
        long[] key = key(salt);
        return new BoundCategories(binding, encoding) {
            @Override
            int index(int place) {
                long value = integer("Hashing", 0, place);
                return bin(TokenHash.ofDigits(value, key), isMask(value));
            }
        };
    }

    private boolean isMask(long value) {
        if (maskValue == null) {
            return false;
        }
        try {
            return Long.parseLong(maskValue) == value;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    /// Returns this layer with another output.
    ///
    /// @param value what the layer gives
    /// @return the layer
    public Hashing outputMode(OutputMode value) {
        return Records.with(this, "outputMode", value);
    }

    /// Returns this layer with a value that stands for a missing one.
    ///
    /// @param value the value as text, or null for none
    /// @return the layer
    public Hashing maskValue(@Nullable String value) {
        return Records.with(this, "maskValue", value);
    }
}
