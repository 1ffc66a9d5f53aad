package gradus.serve.protocols;

import gradus.serve.models.Tensor;
import gradus.serve.web.Json;
import gradus.serve.web.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// An array whose elements are objects, or numbers, texts and nested arrays of them: the first element decides.
final class RowsOrTensor {
    private final JsonParser parser;
    private final String name;
    private final boolean rows;

    /// Looks at the first element.
    ///
    /// @param parser at the beginning of an array
    RowsOrTensor(JsonParser parser, String name) {
        this.parser = parser;
        this.name = name;
        rows = parser.nextToken() == JsonToken.START_OBJECT;
    }

    boolean isRows() {
        return rows;
    }

    /// The elements as objects.
    List<Map<String, @Nullable Object>> rows(
            int most, BiFunction<JsonParser, String, Map<String, @Nullable Object>> row) {
        List<Map<String, @Nullable Object>> found = new ArrayList<>();
        while (parser.currentToken() != JsonToken.END_ARRAY) {
            if (found.size() == most) {
                throw Json.tooMany(most);
            }
            if (parser.currentToken() != JsonToken.START_OBJECT) {
                throw Refusal.bad(name + " must be objects all of them, got " + Json.kind(parser.currentToken())
                        + " as row " + (found.size() + 1));
            }
            found.add(row.apply(parser, "row " + (found.size() + 1)));
            parser.nextToken();
        }
        return found;
    }

    /// The elements as a tensor.
    Tensor tensor() {
        return Json.restOfArray(parser, name);
    }
}
