package gradus.keras;

import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// Arguments that Keras writes, that no record here has, and that change nothing. What is not listed is refused, so
/// that a model never computes something else than it did in Keras:
///
/// - any argument that is null, false or an empty list or object, since that turns an option off;
/// - names, number types (checked elsewhere), seeds (random numbers differ between libraries anyway);
/// - arguments that say what is always so here;
/// - details of options that are themselves off.
final class HarmlessKeys {
    private static final Set<String> ALWAYS = Set.of(
            "name",
            "trainable",
            "dtype",
            "seed",
            "renorm_momentum",
            "lora_alpha",
            // Gradients are divided by what the loss is multiplied with, and float32 needs neither.
            "loss_scale_factor",
            // The length of a row, which the input's shape has.
            "input_length",
            // The length of a vocabulary, which the vocabulary has.
            "vocabulary_size");

    private static final Map<String, Set<String>> WITH_VALUE = Map.of(
            "vocabulary_dtype",
            Set.of("\"int64\"", "\"string\""),
            // Text is always hashed.
            "oov_method",
            Set.of("\"floormod\"", "\"farmhash\""),
            "data_format",
            Set.of("\"channels_last\""));

    private HarmlessKeys() {}

    /// Whether an argument that no component of the record takes can be left out.
    static boolean canBeIgnored(String key, JsonNode value) {
        boolean off = value.isNull() || (value.isBoolean() && !value.booleanValue());
        boolean empty = value.isContainer() && value.isEmpty();
        return off
                || empty
                || ALWAYS.contains(key)
                || WITH_VALUE.getOrDefault(key, Set.of()).contains(value.toString());
    }
}
