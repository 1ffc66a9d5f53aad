package gradus.keras;

import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// JSON trees, within limits: 100 levels deep, 16 MiB long, a million tokens, no key twice in one object.
final class Json {
    /// The most bytes of a document.
    static final int MAX_BYTES = 16 << 20;

    /// `null`.
    static final JsonNode NULL = JsonNodeFactory.instance.nullNode();

    /// `false`.
    static final JsonNode FALSE = JsonNodeFactory.instance.booleanNode(false);

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(100)
                            .maxDocumentLength(MAX_BYTES)
                            .maxTokenCount(1_000_000)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    // Python writes infinity and NaN so.
                    .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Json() {}

    /// A document as a tree.
    ///
    /// @param name what errors call it
    static JsonNode parse(String name, byte[] document) throws ModelFileException {
        try {
            return MAPPER.readTree(document);
        } catch (JacksonException e) {
            String reason = e.getOriginalMessage().lines().findFirst().orElse("");
            throw new ModelFileException(name + " is not JSON that can be read: " + reason, e);
        }
    }

    /// A tree as a document.
    static byte[] bytes(JsonNode tree) {
        return MAPPER.writeValueAsString(tree).getBytes(StandardCharsets.UTF_8);
    }

    /// An empty object.
    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /// An empty array.
    static ArrayNode array() {
        return JsonNodeFactory.instance.arrayNode();
    }

    /// The text of a key, or an error that names it.
    static String text(JsonNode object, String key, String where) throws ModelFileException {
        JsonNode value = object.path(key);
        if (!value.isString()) {
            throw new ModelFileException(where + " must have a text \"" + key + "\", got " + brief(value));
        }
        return value.stringValue();
    }

    /// A tree as text for messages, cut where it gets long.
    static String brief(JsonNode value) {
        String text = value.isMissingNode() ? "nothing" : value.toString();
        return text.length() <= 80 ? text : text.substring(0, 77) + "...";
    }

    /// A text of a file for messages: cut where it gets long, without control characters.
    static String shown(String text) {
        String brief = text.length() <= 80 ? text : text.substring(0, 77) + "...";
        return brief.replaceAll("\\p{Cntrl}", "?");
    }
}
