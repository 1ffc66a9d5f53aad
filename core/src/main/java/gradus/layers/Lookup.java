package gradus.layers;

import static gradus.internal.Require.require;

import gradus.data.Integers;
import gradus.data.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/// The indices of a [LookupLayer], in Keras's order: that of missing values in mode `INT`, those of unknown values,
/// those of the tokens.
///
/// @param <T> the kind of token
/// @param name what messages call the layer
/// @param mode what the layer gives
/// @param mask the token that stands for a missing value, or null
/// @param unknown the token that stands for an unknown value
/// @param unknownIndices the number of indices for unknown values
/// @param maxTokens the largest number of indices, or null
/// @param pad whether vectors have `maxTokens` numbers
/// @param vocabulary the tokens, with or without those for missing and unknown values; null if there is none yet
/// @param weights the weight of each token of the vocabulary, or null
record Lookup<T>(
        String name,
        OutputMode mode,
        @Nullable T mask,
        @Nullable T unknown,
        int unknownIndices,
        @Nullable Integer maxTokens,
        boolean pad,
        @Nullable List<T> vocabulary,
        @Nullable List<Double> weights) {
    /// The result of a search for a token that is not in the vocabulary, if there is no index for such.
    static final int REFUSED = -2;

    /// @param invert whether the layer turns indices into tokens
    void check(boolean invert) {
        require(
                unknownIndices >= 0 && unknownIndices <= Integers.LARGEST,
                "%s.numOovIndices must be from 0 to %s, got %s",
                name,
                Integers.LARGEST,
                unknownIndices);
        require(maxTokens == null || maxTokens > 1, "%s.maxTokens must be greater than 1, got %s", name, maxTokens);
        require(!pad || maxTokens != null, "%s.padToMaxTokens needs maxTokens", name);
        require(
                weights == null || (mode == OutputMode.TF_IDF && vocabulary != null),
                "%s.idfWeights are for a vocabulary and outputMode TF_IDF only",
                name);
        require(!invert || mode == OutputMode.INT, "%s.outputMode must be INT if invert is true, got %s", name, mode);
        require(!invert || unknown != null, "%s.oovToken must be there if invert is true, got null", name);
        if (vocabulary == null) {
            return;
        }
        List<T> tokens = tokens();
        require(!vocabulary.isEmpty(), "%s.vocabulary must have at least one token", name);
        Set<T> seen = new HashSet<>();
        for (T token : tokens) {
            require(seen.add(token), "%s.vocabulary has \"%s\" twice", name, token);
            require(!token.equals(mask), "%s.vocabulary has the mask token \"%s\" among its tokens", name, token);
        }
        require(
                maxTokens == null || size() <= maxTokens,
                "%s.vocabulary must have at most maxTokens indices, %s, got %s",
                name,
                maxTokens,
                size());
        Encoding.requireDepth("the number of indices of " + name, mode, depth());
        require(
                mode != OutputMode.TF_IDF || (weights != null && weights.size() == vocabulary.size()),
                "%s.idfWeights must have one weight for each of the %s tokens of the vocabulary, got %s",
                name,
                vocabulary.size(),
                weights == null ? "none" : weights.size());
    }

    /// The tokens by their indices: that for unknown values, if an index is none of the vocabulary.
    LongFunction<T> inverse() {
        List<T> tokens = tokens();
        int first = firstToken();
        T other = Objects.requireNonNull(unknown);
        return index -> {
            if (index == 0 && mask != null) {
                return mask;
            }
            long place = index - first;
            return place >= 0 && place < tokens.size() ? tokens.get((int) place) : other;
        };
    }

    private int firstUnknown() {
        return mask != null && mode == OutputMode.INT ? 1 : 0;
    }

    private int firstToken() {
        return firstUnknown() + unknownIndices;
    }

    /// Whether the vocabulary begins with the tokens for missing and unknown values.
    private boolean isWhole(List<T> given) {
        boolean whole = given.size() >= firstToken();
        for (int i = 0; whole && i < firstToken(); i++) {
            whole = Objects.equals(given.get(i), i < firstUnknown() ? mask : unknown);
        }
        return whole;
    }

    /// The tokens that have an index of their own.
    List<T> tokens() {
        List<T> given = vocabulary;
        if (given == null) {
            throw new ShapeException(name + " must have a vocabulary, or be adapted to the training data first");
        }
        return isWhole(given) ? given.subList(firstToken(), given.size()) : given;
    }

    /// All indices as tokens.
    List<@Nullable T> whole() {
        List<@Nullable T> whole =
                new ArrayList<>(firstUnknown() == 1 ? List.of(Objects.requireNonNull(mask)) : List.of());
        whole.addAll(Collections.nCopies(unknownIndices, unknown));
        whole.addAll(tokens());
        return whole;
    }

    int size() {
        return firstToken() + tokens().size();
    }

    private int depth() {
        return pad && maxTokens != null ? maxTokens : size();
    }

    Shape outputShape(Layer layer, Shape input) {
        return Encoding.shape(layer, mode, mode == OutputMode.INT ? 1 : depth(), input);
    }

    Encoding encoding(Shape input, Shape output) {
        Encoding plain = Encoding.of(mode, depth(), input, output);
        List<Double> all = indexWeights();
        if (all == null) {
            return plain;
        }
        float[] values = new float[depth()];
        for (int i = 0; i < all.size(); i++) {
            values[i] = all.get(i).floatValue();
        }
        return new Encoding(mode, plain.depth(), plain.columns(), plain.size(), values);
    }

    /// The weight of each index: that of unknown values is the mean, if the vocabulary does not have it.
    @Nullable
    List<Double> indexWeights() {
        if (weights == null || vocabulary == null || isWhole(vocabulary)) {
            return weights;
        }
        double mean =
                weights.stream().mapToDouble(Double::doubleValue).average().orElse(0);
        List<Double> all = new ArrayList<>(Collections.nCopies(firstToken(), mean));
        all.addAll(weights);
        return all;
    }

    /// The index of a missing value.
    int missing() {
        return mode == OutputMode.INT ? 0 : Encoding.NOTHING;
    }

    /// The index of an unknown value.
    ///
    /// @param hash an unsigned number that chooses among several indices
    int unknown(long hash) {
        return unknownIndices == 0 ? REFUSED : firstUnknown() + (int) Long.remainderUnsigned(hash, unknownIndices);
    }

    /// The index of each token.
    Map<T, Integer> indices() {
        Map<T, Integer> indices = new HashMap<>();
        int next = firstToken();
        for (T token : tokens()) {
            indices.put(token, next++);
        }
        return indices;
    }

    String refusal() {
        return name + " must get a token of its vocabulary, since numOovIndices is 0";
    }
}
