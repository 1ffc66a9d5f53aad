package gradus.serve.web;

import gradus.serve.models.Tensor;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.json.JsonMapper;

/// JSON as requests have it and as answers get it. A number that JSON does not know, NaN or an infinity, is written as
/// null.
public final class Json {
    private static final int DEPTH = 20;
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
            .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEPTH)
                    .maxStringLength(1 << 20)
                    .maxNameLength(1000)
                    .maxNumberLength(400)
                    .build())
            .build();
    private static final JsonMapper MAPPER = new JsonMapper(FACTORY);

    private Json() {}

    /// Reads a document.
    ///
    /// @param body the document
    /// @param reader reads its value from the first token on
    /// @throws Refusal if it is not JSON
    public static <T> T read(byte[] body, Function<JsonParser, T> reader) {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), body)) {
            if (parser.nextToken() == null) {
                throw Refusal.bad("the body is empty; JSON is expected");
            }
            T value = reader.apply(parser);
            if (parser.nextToken() != null) {
                throw Refusal.bad("the body has more than one JSON value");
            }
            return value;
        } catch (JacksonException e) {
            // Jackson adds how a program allows what JSON does not.
            String problem = e.getOriginalMessage().replaceFirst(": enable `[^`]*` to allow$", "");
            throw Refusal.bad("the body is not JSON as it is expected: " + problem + " at "
                    + (e.getLocation() == null
                            ? "its end"
                            : "line " + e.getLocation().getLineNr() + ", column "
                                    + e.getLocation().getColumnNr()));
        }
    }

    /// Reads the fields of an object.
    ///
    /// @param what what the message calls the object
    /// @param field is called at the value of each field, which it reads or leaves
    public static void fields(JsonParser parser, String what, Consumer<String> field) {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw Refusal.bad(what + " must be a JSON object, got " + kind(parser.currentToken()));
        }
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            field.accept(name);
            if (parser.currentToken() == value && value.isStructStart()) {
                parser.skipChildren();
            }
        }
    }

    /// What a token is, in a message.
    public static String kind(@Nullable JsonToken token) {
        if (token == null) {
            return "nothing";
        }
        return switch (token) {
            case START_ARRAY -> "an array";
            case START_OBJECT -> "an object";
            case VALUE_STRING -> "a text";
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
            case VALUE_TRUE, VALUE_FALSE -> "a truth value";
            case VALUE_NULL -> "null";
            default -> "something else";
        };
    }

    /// Reads rows that are objects: column → number, text, truth value or null.
    public static List<Map<String, @Nullable Object>> rows(JsonParser parser, String what, int most) {
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            return List.of(row(parser, "row 1"));
        }
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            throw Refusal.bad(what + " must be an array of objects, got " + kind(parser.currentToken()));
        }
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (rows.size() == most) {
                throw tooMany(most);
            }
            rows.add(row(parser, "row " + (rows.size() + 1)));
        }
        return rows;
    }

    /// A request of more rows than is allowed.
    public static Refusal tooMany(int most) {
        return new Refusal(413, "a request can have at most " + most + " rows; send several requests");
    }

    private static Map<String, @Nullable Object> row(JsonParser parser, String where) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        fields(parser, where, name -> put(row, name, cell(parser, where + ": column \"" + name + "\""), where));
        return row;
    }

    /// Adds a value. Which of two of one name is meant cannot be known.
    ///
    /// @param where the place, for the message
    public static <T extends @Nullable Object> void put(Map<String, T> values, String name, T value, String where) {
        if (values.containsKey(name)) {
            throw Refusal.bad(where + " has \"" + name + "\" twice");
        }
        values.put(name, value);
    }

    /// Reads the value of a cell.
    ///
    /// @param where the place, for messages
    public static @Nullable Object cell(JsonParser parser, String where) {
        return switch (parser.currentToken()) {
            case VALUE_NULL -> null;
            case VALUE_STRING -> parser.getString();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NUMBER_INT -> parser.getNumberValue();
            case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
            default ->
                throw Refusal.bad(
                        where + " must be a number, a text, true, false or null, got " + kind(parser.currentToken()));
        };
    }

    /// Reads a cell, or a tensor where there is an array.
    ///
    /// @param where the place, for messages
    public static @Nullable Object value(JsonParser parser, String where) {
        return parser.currentToken() == JsonToken.START_ARRAY || parser.currentToken() == JsonToken.START_OBJECT
                ? tensor(parser, where)
                : cell(parser, where);
    }

    /// Reads a number, a text or nested arrays of them: a tensor.
    ///
    /// @param name what messages call it
    public static Tensor tensor(JsonParser parser, String name) {
        return new TensorReader(parser, name).read();
    }

    /// Reads the rest of an array whose first element, or end, is the current token.
    ///
    /// @param name what messages call it
    public static Tensor restOfArray(JsonParser parser, String name) {
        return new TensorReader(parser, name).readRest();
    }

    /// The text of bytes in base 64.
    public static String decoded(String name, String base64) {
        try {
            return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw Refusal.bad(name + ": b64 must be base 64, got \"" + base64 + "\"");
        }
    }

    /// Writes a document.
    public static byte[] write(Consumer<JsonGenerator> writer) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try (JsonGenerator generator = FACTORY.createGenerator(ObjectWriteContext.empty(), bytes)) {
            writer.accept(generator);
        }
        return bytes.toByteArray();
    }

    /// Writes maps, lists, records, texts and numbers.
    public static byte[] write(Object value) {
        return MAPPER.writeValueAsBytes(value);
    }

    /// Writes a number, or null if JSON does not know it.
    public static void number(JsonGenerator generator, float value) {
        if (Float.isFinite(value)) {
            generator.writeNumber(value);
        } else {
            generator.writeNull();
        }
    }

    /// Writes elements of a shape, as nested arrays.
    ///
    /// @param shape the dimensions of what is written
    /// @param at index of the first element
    public static void nested(JsonGenerator generator, float[] values, List<Integer> shape, int at) {
        if (shape.isEmpty()) {
            number(generator, values[at]);
            return;
        }
        List<Integer> inner = shape.subList(1, shape.size());
        int size = 1;
        for (int dimension : inner) {
            size *= dimension;
        }
        generator.writeStartArray();
        for (int i = 0; i < shape.getFirst(); i++) {
            nested(generator, values, inner, at + i * size);
        }
        generator.writeEndArray();
    }
}
