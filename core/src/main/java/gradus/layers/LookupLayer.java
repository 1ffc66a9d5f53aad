package gradus.layers;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A layer with a vocabulary, which files keep as text, one token a line.
public sealed interface LookupLayer extends CategoryLayer permits StringLookup, IntegerLookup {
    /// {@return the tokens, after those for missing and unknown values; null if the layer has no vocabulary yet}
    @Nullable
    List<String> vocabularyLines();

    /// {@return the number of indices, those for missing and unknown values among them}
    int vocabularySize();

    /// {@return the weight of each index in [OutputMode#TF_IDF]; null in other modes}
    @Nullable
    List<Double> weights();

    /// Returns this layer with another vocabulary.
    ///
    /// @param lines the tokens as text, with or without those for missing and unknown values
    /// @param weights the weight of each token in [OutputMode#TF_IDF], or null
    /// @return the layer
    /// @throws IllegalArgumentException if a token occurs twice, or is not valid
    LookupLayer withVocabulary(List<String> lines, @Nullable List<Double> weights);
}
