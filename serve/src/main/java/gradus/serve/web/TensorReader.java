package gradus.serve.web;

import gradus.serve.models.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// Reads nested arrays.
final class TensorReader {
    private final JsonParser parser;
    private final String name;
    private final List<Integer> shape = new ArrayList<>();
    private double[] numbers = new double[16];
    private @Nullable List<@Nullable String> texts;
    private int firstNull = -1;
    private int size;
    private int depth = -1;

    TensorReader(JsonParser parser, String name) {
        this.parser = parser;
        this.name = name;
    }

    Tensor read() {
        value(0);
        return tensor();
    }

    Tensor readRest() {
        rest(0);
        return tensor();
    }

    private Tensor tensor() {
        List<Integer> dimensions = depth < 0 ? shape : shape.subList(0, depth);
        List<@Nullable String> found = texts;
        return new Tensor(dimensions, found == null ? Arrays.copyOf(numbers, size) : null, found, firstNull);
    }

    private void value(int level) {
        if (parser.currentToken() == JsonToken.START_ARRAY) {
            array(level);
            return;
        }
        if (depth < 0) {
            depth = level;
        }
        if (depth != level) {
            throw ragged();
        }
        element();
        size++;
    }

    private void array(int level) {
        if (depth >= 0 && level >= depth) {
            throw ragged();
        }
        parser.nextToken();
        rest(level);
    }

    private void rest(int level) {
        int count = 0;
        while (parser.currentToken() != JsonToken.END_ARRAY) {
            value(level + 1);
            count++;
            parser.nextToken();
        }
        while (shape.size() <= level) {
            shape.add(-1);
        }
        if (shape.get(level) == -1) {
            shape.set(level, count);
        } else if (shape.get(level) != count) {
            throw ragged();
        }
    }

    private void element() {
        switch (parser.currentToken()) {
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(parser.getDoubleValue());
            case VALUE_TRUE -> number(1);
            case VALUE_FALSE -> number(0);
            case VALUE_STRING -> text(parser.getString());
            case VALUE_NULL -> missing();
            case START_OBJECT -> text(base64());
            default ->
                throw Refusal.bad(name + " must be a number, a text or nested arrays of them, got "
                        + Json.kind(parser.currentToken()) + " as element " + size);
        }
    }

    private void number(double value) {
        if (texts != null) {
            throw Refusal.bad(name + " has the number " + value + " among texts, as element " + size);
        }
        if (size == numbers.length) {
            numbers = Arrays.copyOf(numbers, 2 * size);
        }
        numbers[size] = value;
    }

    private void missing() {
        firstNull = firstNull < 0 ? size : firstNull;
        List<@Nullable String> found = texts;
        if (found == null) {
            number(Double.NaN);
        } else {
            found.add(null);
        }
    }

    private void text(String value) {
        List<@Nullable String> found = texts;
        if (found == null) {
            for (int i = 0; i < size; i++) {
                if (!Double.isNaN(numbers[i])) {
                    throw Refusal.bad(name + " has the text \"" + value + "\" among numbers, as element " + size);
                }
            }
            found = new ArrayList<>(Collections.nCopies(size, null));
            texts = found;
        }
        found.add(value);
    }

    /// TensorFlow's form of bytes: `{"b64": "aGVsbG8="}`.
    private String base64() {
        parser.nextToken();
        if (!"b64".equals(parser.currentName()) || parser.nextToken() != JsonToken.VALUE_STRING) {
            throw Refusal.bad(name + " must be numbers or texts, got an object as element " + size);
        }
        String encoded = parser.getString();
        if (parser.nextToken() != JsonToken.END_OBJECT) {
            throw Refusal.bad(name + ": an object with b64 has nothing else in it");
        }
        return Json.decoded(name, encoded);
    }

    private Refusal ragged() {
        return Refusal.bad(name + " must have rows of the same shape; element " + size + " ends one that differs");
    }
}
