package gradus.layers;

import static gradus.internal.Require.require;

import gradus.data.DataType;
import gradus.data.Integers;
import gradus.data.Rows;
import gradus.data.Shape;
import gradus.data.TextRows;
import gradus.internal.Records;
import gradus.internal.TokenHash;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/// The index of a text in a vocabulary, or an encoding of it. Indices come in this order: in mode `INT` one for the
/// mask token if there is one; `numOovIndices` for texts that are not in the vocabulary, which share these by their
/// hash; then the vocabulary.
///
/// With `invert`, it turns indices back into texts, for an output of the model: predictions are then indices, and
/// [#texts(Rows)] has their texts. Otherwise it reads text, so it must come directly after an input of
/// [gradus.data.DataType#STRING], and is computed before the
/// network. In other modes than `INT`, the mask token is left out. With `numOovIndices = 0`, a text that is not in the
/// vocabulary is refused with its row and column.
///
/// [Keras: StringLookup](https://keras.io/api/layers/preprocessing_layers/categorical/string_lookup/)
///
/// @param maxTokens the largest number of indices, greater than 1, or null
/// @param numOovIndices the number of indices for texts that are not in the vocabulary
/// @param maskToken the text that stands for a missing value, or null
/// @param oovToken the text that stands for those that are not in the vocabulary
/// @param vocabulary the texts, each once; null until the layer is adapted
/// @param idfWeights the weight of each text in mode `TF_IDF`; otherwise null
/// @param invert whether to turn indices into texts; an index that no text has gives `oovToken`
/// @param outputMode what the layer gives
/// @param padToMaxTokens whether vectors have `maxTokens` numbers even if the vocabulary is smaller
/// @param encoding the encoding of text, `utf-8`
/// @param salt the key of two numbers with which SipHash replaces FarmHash, or null
public record StringLookup(
        @Nullable Integer maxTokens,
        int numOovIndices,
        @Nullable String maskToken,
        @Nullable String oovToken,
        @Nullable List<String> vocabulary,
        @Nullable List<Double> idfWeights,
        boolean invert,
        OutputMode outputMode,
        boolean padToMaxTokens,
        String encoding,
        @Nullable List<Long> salt)
        implements LookupLayer, TextLayer {
    /// Creates a layer to be adapted, with Keras's defaults.
    public StringLookup() {
        this(null, 1, null, "[UNK]", null, null, false, OutputMode.INT, false, "utf-8", null);
    }

    /// Creates a layer with a vocabulary.
    ///
    /// @param vocabulary the texts, each once
    /// @throws IllegalArgumentException if there are none, or a text occurs twice
    public StringLookup(List<String> vocabulary) {
        this(null, 1, null, "[UNK]", vocabulary, null, false, OutputMode.INT, false, "utf-8", null);
    }

    /// Copies the lists and validates the arguments.
    ///
    /// @throws IllegalArgumentException if an argument is out of range, or a text occurs twice
    public StringLookup {
        vocabulary = vocabulary == null ? null : List.copyOf(vocabulary);
        idfWeights = idfWeights == null ? null : List.copyOf(idfWeights);
        salt = Hashing.pair("StringLookup.salt", salt);
        require(
                encoding.equalsIgnoreCase("utf-8") || encoding.equalsIgnoreCase("utf8"),
                "StringLookup.encoding must be utf-8, got %s",
                encoding);
        new Lookup<>(
                        "StringLookup",
                        outputMode,
                        maskToken,
                        oovToken,
                        numOovIndices,
                        maxTokens,
                        padToMaxTokens,
                        vocabulary,
                        idfWeights)
                .check(invert);
    }

    private Lookup<String> lookup() {
        return new Lookup<>(
                "StringLookup",
                outputMode,
                maskToken,
                oovToken,
                numOovIndices,
                maxTokens,
                padToMaxTokens,
                vocabulary,
                idfWeights);
    }

    /// Returns this layer with the texts of the data as its vocabulary, the more frequent first, and equally frequent
    /// ones in descending order of their bytes; at most `maxTokens` indices. In mode `TF_IDF`, a text's weight is
    /// `log(1 + rows/(1 + rows with the text))`.
    ///
    /// @param data the training data
    /// @return the adapted layer
    /// @throws IllegalArgumentException if there are no rows
    public StringLookup adapt(TextRows data) {
        // Code points in ascending order are UTF-8's bytes in ascending order.
        Vocabulary<String> counted = new Vocabulary<>(Comparator.comparing(
                text -> text.getBytes(java.nio.charset.StandardCharsets.UTF_8), java.util.Arrays::compareUnsigned));
        for (int row = 0; row < data.count(); row++) {
            List<String> tokens = new ArrayList<>();
            for (int column = 0; column < data.width(); column++) {
                tokens.add(data.text(row, column));
            }
            counted.add(tokens);
        }
        List<String> tokens = counted.tokens(lookup());
        return withVocabulary(tokens, outputMode == OutputMode.TF_IDF ? counted.weights(tokens) : null);
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
    public StringLookup withVocabulary(List<String> lines, @Nullable List<Double> weights) {
        return new StringLookup(
                maxTokens,
                numOovIndices,
                maskToken,
                oovToken,
                lines,
                weights,
                invert,
                outputMode,
                padToMaxTokens,
                encoding,
                salt);
    }

    @Override
    public Rows encode(List<Rows> inputs) {
        TextRows rows = (TextRows) inputs.getFirst();
        Lookup<String> lookup = lookup();
        Map<String, Integer> indices = lookup.indices();
        long[] key = Hashing.key(salt);
        int[] ofText = new int[rows.texts().size()];
        for (int i = 0; i < ofText.length; i++) {
            String text = rows.texts().get(i);
            Integer index = text.equals(maskToken) ? Integer.valueOf(lookup.missing()) : indices.get(text);
            ofText[i] = index == null ? lookup.unknown(TokenHash.ofText(text, key)) : index;
        }
        int[] all = new int[rows.count() * rows.width()];
        for (int i = 0; i < all.length; i++) {
            int row = i / rows.width();
            int column = i % rows.width();
            all[i] = ofText[rows.code(row, column)];
            require(
                    all[i] != Lookup.REFUSED,
                    "%s, got \"%s\" in row %s, column %s",
                    lookup.refusal(),
                    rows.text(row, column),
                    row,
                    column);
        }
        Shape input = Shape.of(rows.width());
        return lookup.encoding(input, lookup.outputShape(this, input)).rows(all);
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        return lookup().outputShape(this, Shapes.single(this, inputs));
    }

    @Override
    public boolean readsText() {
        return !invert;
    }

    @Override
    public DataType outputType() {
        return invert ? DataType.STRING : LookupLayer.super.outputType();
    }

    @Override
    public @Nullable Integers integers(int input) {
        return invert ? Integers.ALL : null;
    }

    /// Returns the texts of indices, as an output with `invert` means them.
    ///
    /// @param indices the indices
    /// @return the texts
    /// @throws IllegalArgumentException if a value is not an integer within ±16,777,215
    public TextRows texts(Rows indices) {
        Integers.ALL.check("StringLookup.texts", indices);
        LongFunction<String> tokens = lookup().inverse();
        List<List<String>> columns = new ArrayList<>();
        for (int column = 0; column < indices.width(); column++) {
            columns.add(new ArrayList<>());
        }
        float[] row = new float[indices.width()];
        for (int i = 0; i < indices.count(); i++) {
            indices.copy(i, row, 0);
            for (int column = 0; column < row.length; column++) {
                columns.get(column).add(tokens.apply((long) row[column]));
            }
        }
        return TextRows.of(columns);
    }

    @Override
    public BoundLayer bind(Binding binding) {
        if (!invert) {
            throw new IllegalStateException("text is read before the network");
        }
        Encoding encoding = lookup().encoding(binding.inputShapes().getFirst(), binding.outputShape());
        return new BoundCategories(binding, encoding) {
            @Override
            int index(int place) {
                return (int) integer("StringLookup", 0, place);
            }
        };
    }

    /// Returns this layer, from texts to indices or back.
    ///
    /// @param value whether to turn indices into texts
    /// @return the layer
    public StringLookup invert(boolean value) {
        return Records.with(this, "invert", value);
    }

    /// Returns this layer with another output.
    ///
    /// @param value what the layer gives
    /// @return the layer
    public StringLookup outputMode(OutputMode value) {
        return Records.with(this, "outputMode", value);
    }

    /// Returns this layer with another number of indices for texts that are not in the vocabulary.
    ///
    /// @param value the number of indices
    /// @return the layer
    public StringLookup numOovIndices(int value) {
        return Records.with(this, "numOovIndices", value);
    }

    /// Returns this layer with a text that stands for a missing value.
    ///
    /// @param value the text, or null for none
    /// @return the layer
    public StringLookup maskToken(@Nullable String value) {
        return Records.with(this, "maskToken", value);
    }

    /// Returns this layer with a limit for the number of indices.
    ///
    /// @param value the largest number, or null for none
    /// @return the layer
    public StringLookup maxTokens(@Nullable Integer value) {
        return Records.with(this, "maxTokens", value);
    }
}
