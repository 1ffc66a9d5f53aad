package gradus.layers;

import static gradus.internal.Require.require;

import gradus.data.Integers;
import gradus.data.Rows;
import gradus.data.Shape;
import gradus.internal.Records;
import gradus.internal.TokenHash;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/// The index of an integer in a vocabulary, or an encoding of it. Indices come in this order: in mode `INT` one for
/// the mask token if there is one; `numOovIndices` for integers that are not in the vocabulary, which share these by
/// their remainder or hash; then the vocabulary.
///
/// With `invert`, it turns indices back into integers, which must be within ±16,777,215.
///
/// In other modes than `INT`, the mask token is left out. With `numOovIndices = 0`, an integer that is not in the
/// vocabulary is refused with its row, column and value, as is every value that is not an integer within ±16,777,215.
///
/// [Keras: IntegerLookup](https://keras.io/api/layers/preprocessing_layers/categorical/integer_lookup/)
///
/// @param maxTokens the largest number of indices, greater than 1, or null
/// @param numOovIndices the number of indices for integers that are not in the vocabulary
/// @param maskToken the integer that stands for a missing value, or null
/// @param oovToken the integer that stands for those that are not in the vocabulary
/// @param vocabulary the integers, each once; null until the layer is adapted
/// @param idfWeights the weight of each integer in mode `TF_IDF`; otherwise null
/// @param invert whether to turn indices into integers; an index that no integer has gives `oovToken`
/// @param outputMode what the layer gives
/// @param padToMaxTokens whether vectors have `maxTokens` numbers even if the vocabulary is smaller
/// @param oovMethod how integers share the indices of unknown ones: by remainder or by hash
/// @param salt the key of two numbers with which SipHash replaces FarmHash, or null
public record IntegerLookup(
        @Nullable Integer maxTokens,
        int numOovIndices,
        @Nullable Long maskToken,
        @Nullable Long oovToken,
        @Nullable List<Long> vocabulary,
        @Nullable List<Double> idfWeights,
        boolean invert,
        OutputMode outputMode,
        boolean padToMaxTokens,
        OovMethod oovMethod,
        @Nullable List<Long> salt)
        implements LookupLayer {
    /// How integers that are not in the vocabulary share several indices.
    public enum OovMethod {
        /// `x mod numOovIndices`.
        FLOORMOD,
        /// `hash(x) mod numOovIndices`.
        FARMHASH
    }

    /// Creates a layer to be adapted, with Keras's defaults.
    public IntegerLookup() {
        this(null, 1, null, -1L, null, null, false, OutputMode.INT, false, OovMethod.FLOORMOD, null);
    }

    /// Creates a layer with a vocabulary.
    ///
    /// @param vocabulary the integers, each once
    /// @throws IllegalArgumentException if there are none, or an integer occurs twice
    public IntegerLookup(List<Long> vocabulary) {
        this(null, 1, null, -1L, vocabulary, null, false, OutputMode.INT, false, OovMethod.FLOORMOD, null);
    }

    /// Copies the lists and validates the arguments.
    ///
    /// @throws IllegalArgumentException if an argument is out of range, or an integer occurs twice
    public IntegerLookup {
        vocabulary = vocabulary == null ? null : List.copyOf(vocabulary);
        idfWeights = idfWeights == null ? null : List.copyOf(idfWeights);
        salt = Hashing.pair("IntegerLookup.salt", salt);
        require(salt == null || oovMethod == OovMethod.FARMHASH, "IntegerLookup.salt is for oovMethod FARMHASH only");
        Lookup<Long> lookup = new Lookup<>(
                "IntegerLookup",
                outputMode,
                maskToken,
                oovToken,
                numOovIndices,
                maxTokens,
                padToMaxTokens,
                vocabulary,
                idfWeights);
        lookup.check(invert);
        if (invert) {
            requireExact(maskToken);
            requireExact(oovToken);
            for (Long token : vocabulary == null ? List.<Long>of() : lookup.tokens()) {
                requireExact(token);
            }
        }
    }

    private static void requireExact(@Nullable Long token) {
        require(
                token == null || Math.abs(token) <= Integers.LARGEST,
                "IntegerLookup.vocabulary must be within ±%s if invert is true, got %s",
                Integers.LARGEST,
                token);
    }

    private Lookup<Long> lookup() {
        return new Lookup<>(
                "IntegerLookup",
                outputMode,
                maskToken,
                oovToken,
                numOovIndices,
                maxTokens,
                padToMaxTokens,
                vocabulary,
                idfWeights);
    }

    /// Returns this layer with the integers of the data as its vocabulary, the more frequent first, and equally
    /// frequent ones in descending order; at most `maxTokens` indices. In mode `TF_IDF`, an integer's weight is
    /// `log(1 + rows/(1 + rows with the integer))`.
    ///
    /// @param data the training data
    /// @return the adapted layer
    /// @throws IllegalArgumentException if there are no rows, or a value is not an integer within ±16,777,215
    public IntegerLookup adapt(Rows data) {
        Integers.ALL.check("IntegerLookup.adapt", data);
        Vocabulary<Long> counted = new Vocabulary<>(Long::compare);
        float[] row = new float[data.width()];
        for (int i = 0; i < data.count(); i++) {
            data.copy(i, row, 0);
            List<Long> tokens = new ArrayList<>();
            for (float value : row) {
                tokens.add((long) value);
            }
            counted.add(tokens);
        }
        List<Long> tokens = counted.tokens(lookup());
        return withTokens(tokens, outputMode == OutputMode.TF_IDF ? counted.weights(tokens) : null);
    }

    @Override
    public @Nullable List<String> vocabularyLines() {
        return vocabulary == null
                ? null
                : lookup().whole().stream().map(String::valueOf).toList();
    }

    @Override
    public int vocabularySize() {
        return lookup().size();
    }

    @Override
    public @Nullable List<Double> weights() {
        return lookup().indexWeights();
    }

    @Override
    public IntegerLookup withVocabulary(List<String> lines, @Nullable List<Double> weights) {
        List<Long> tokens = new ArrayList<>();
        for (String line : lines) {
            try {
                tokens.add(Long.parseLong(line.strip()));
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(
                        "IntegerLookup.vocabulary must consist of integers, got \"" + line + "\"", e);
            }
        }
        return withTokens(tokens, weights);
    }

    private IntegerLookup withTokens(List<Long> tokens, @Nullable List<Double> weights) {
        return new IntegerLookup(
                maxTokens,
                numOovIndices,
                maskToken,
                oovToken,
                tokens,
                weights,
                invert,
                outputMode,
                padToMaxTokens,
                oovMethod,
                salt);
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        return lookup().outputShape(this, Shapes.single(this, inputs));
    }

    @Override
    public Integers integers(int input) {
        return Integers.ALL;
    }

    @Override
    public BoundLayer bind(Binding binding) {
        Lookup<Long> lookup = lookup();
        Encoding encoding = lookup.encoding(binding.inputShapes().getFirst(), binding.outputShape());
        if (invert) {
            LongFunction<Long> inverse = lookup.inverse();
            return new BoundCategories(binding, encoding) {
                @Override
                int index(int place) {
                    return inverse.apply(integer("IntegerLookup", 0, place)).intValue();
                }
            };
        }
        Map<Long, Integer> indices = lookup.indices();
        long[] tokens =
                indices.keySet().stream().mapToLong(Long::longValue).sorted().toArray();
        int[] ofToken = Arrays.stream(tokens)
                .mapToInt(token -> indices.getOrDefault(token, 0))
                .toArray();
        long[] key = Hashing.key(salt);
        return new BoundCategories(binding, encoding) {
            @Override
            int index(int place) {
                long value = integer("IntegerLookup", 0, place);
                if (maskToken != null && maskToken == value) {
                    return lookup.missing();
                }
                int found = Arrays.binarySearch(tokens, value);
                int index = found >= 0 ? ofToken[found] : lookup.unknown(share(value, key));
                if (index == Lookup.REFUSED) {
                    throw refusal(lookup.refusal(), place);
                }
                return index;
            }
        };
    }

    private long share(long value, long @Nullable [] key) {
        return oovMethod == OovMethod.FARMHASH
                ? TokenHash.ofDigits(value, key)
                : Math.floorMod(value, (long) Math.max(1, numOovIndices));
    }

    /// Returns this layer, from integers to indices or back.
    ///
    /// @param value whether to turn indices into integers
    /// @return the layer
    public IntegerLookup invert(boolean value) {
        return Records.with(this, "invert", value);
    }

    /// Returns this layer with another output.
    ///
    /// @param value what the layer gives
    /// @return the layer
    public IntegerLookup outputMode(OutputMode value) {
        return Records.with(this, "outputMode", value);
    }

    /// Returns this layer with another number of indices for integers that are not in the vocabulary.
    ///
    /// @param value the number of indices
    /// @return the layer
    public IntegerLookup numOovIndices(int value) {
        return Records.with(this, "numOovIndices", value);
    }

    /// Returns this layer with an integer that stands for a missing value.
    ///
    /// @param value the integer, or null for none
    /// @return the layer
    public IntegerLookup maskToken(@Nullable Long value) {
        return Records.with(this, "maskToken", value);
    }

    /// Returns this layer with a limit for the number of indices.
    ///
    /// @param value the largest number, or null for none
    /// @return the layer
    public IntegerLookup maxTokens(@Nullable Integer value) {
        return Records.with(this, "maxTokens", value);
    }
}
