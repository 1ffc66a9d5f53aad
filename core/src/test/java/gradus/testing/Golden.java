package gradus.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/// Golden numbers, made by Keras, PyTorch or scikit-learn with the scripts beside them.
public final class Golden {
    private static final ObjectMapper JSON = JsonMapper.builder().build();

    private Golden() {}

    /// A file of the folder `golden`.
    public static JsonNode read(String file) {
        try (InputStream in = Golden.class.getResourceAsStream("/golden/" + file)) {
            if (in == null) {
                throw new AssertionError("no golden file " + file);
            }
            return JSON.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// All numbers of nested lists, row after row.
    public static float[] floats(JsonNode node) {
        List<Float> values = new ArrayList<>();
        collect(node, values);
        float[] array = new float[values.size()];
        for (int i = 0; i < array.length; i++) {
            array[i] = values.get(i);
        }
        return array;
    }

    /// Copies all numbers of nested lists to the start of an array.
    public static void copy(JsonNode node, float[] target) {
        float[] values = floats(node);
        System.arraycopy(values, 0, target, 0, values.length);
    }

    private static void collect(JsonNode node, List<Float> values) {
        if (node.isArray()) {
            node.forEach(child -> collect(child, values));
        } else if (node.isString()) {
            values.add(Float.parseFloat(node.asString()));
        } else {
            values.add((float) node.asDouble());
        }
    }

    /// Asserts that each number is as expected, to a relative error (absolute below 1).
    public static void assertClose(String what, float[] actual, float[] expected, double tolerance) {
        assertThat(actual.length).as(what).isGreaterThanOrEqualTo(expected.length);
        for (int i = 0; i < expected.length; i++) {
            assertClose(what + "[" + i + "]", actual[i], expected[i], tolerance);
        }
    }

    /// Asserts that a number is as expected, to a relative error (absolute below 1).
    public static void assertClose(String what, double actual, double expected, double tolerance) {
        if (Double.isNaN(expected) || Double.isInfinite(expected)) {
            assertThat(actual).as(what).isEqualTo(expected);
        } else {
            double scale = Math.max(1, Math.abs(expected));
            assertThat(Math.abs(actual - expected) / scale)
                    .as("%s: got %s, expected %s", what, actual, expected)
                    .isLessThanOrEqualTo(tolerance);
        }
    }
}
