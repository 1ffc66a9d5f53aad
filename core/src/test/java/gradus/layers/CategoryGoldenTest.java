package gradus.layers;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.data.Rows;
import gradus.data.Shape;
import gradus.data.TextRows;
import gradus.registry.Config;
import gradus.registry.Registry;
import gradus.testing.Golden;
import gradus.testing.LayerRun;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/// Layers of categories give the indices, counts and vocabularies that Keras gives, hashes included.
class CategoryGoldenTest {
    static Stream<String> names() {
        return cases().map(c -> c.get("name").asString());
    }

    private static Stream<JsonNode> cases() {
        List<JsonNode> cases = new ArrayList<>();
        Golden.read("categories.json").get("cases").forEach(cases::add);
        return cases.stream();
    }

    @ParameterizedTest
    @MethodSource("names")
    void layer_computesWhatKerasComputes(String name) {
        JsonNode golden = cases().filter(c -> c.get("name").asString().equals(name))
                .findFirst()
                .orElseThrow();
        Layer layer = layer(golden.get("config"));
        if (golden.has("adapt")) {
            layer = adapted(layer, rows(golden.get("adapt")));
        }
        if (golden.has("vocabulary")) {
            assertThat(((LookupLayer) layer).vocabularyLines()).isEqualTo(texts(golden.get("vocabulary")));
        }
        if (golden.has("idf_weights")) {
            List<Double> weights = Objects.requireNonNull(((LookupLayer) layer).weights());
            for (int i = 0; i < weights.size(); i++) {
                assertThat(weights.get(i).floatValue())
                        .isEqualTo((float) golden.get("idf_weights").get(i).asDouble());
            }
        }
        if (golden.has("bin_boundaries") && layer instanceof Discretization discretization) {
            float[] boundaries = Golden.floats(golden.get("bin_boundaries"));
            assertThat(Objects.requireNonNull(discretization.binBoundaries()).stream()
                            .map(Double::floatValue)
                            .toList())
                    .isEqualTo(list(boundaries));
        }
        List<Rows> inputs = new ArrayList<>();
        golden.get("inputs").forEach(input -> inputs.add(rows(input)));
        if (layer instanceof StringLookup lookup && lookup.invert()) {
            TextRows wanted = (TextRows) rows(golden.get("y"));
            TextRows texts = lookup.texts(Rows.of(run(layer, inputs), wanted.width()));
            for (int column = 0; column < wanted.width(); column++) {
                assertThat(texts.column(column)).isEqualTo(wanted.column(column));
            }
            return;
        }
        assertThat(list(run(layer, inputs))).isEqualTo(list(Golden.floats(golden.get("y"))));
    }

    private static float[] run(Layer layer, List<Rows> inputs) {
        List<Shape> shapes = inputs.stream().map(rows -> Shape.of(rows.width())).toList();
        if (inputs.stream().anyMatch(TextRows.class::isInstance)) {
            Rows encoded = ((TextLayer) layer).encode(inputs);
            assertThat(encoded.width()).isEqualTo(layer.outputShape(shapes).size());
            return encoded.toArray();
        }
        int rows = inputs.getFirst().count();
        LayerRun run = new LayerRun(layer, shapes, rows);
        for (int i = 0; i < inputs.size(); i++) {
            System.arraycopy(inputs.get(i).toArray(), 0, run.inputs.get(i), 0, run.inputs.get(i).length);
        }
        run.forward(rows, false, 0);
        return run.output;
    }

    private static Layer adapted(Layer layer, Rows data) {
        return switch (layer) {
            case StringLookup lookup -> lookup.adapt((TextRows) data);
            case IntegerLookup lookup -> lookup.adapt(data);
            case Discretization discretization -> discretization.adapt(data);
            default -> throw new AssertionError(layer);
        };
    }

    private static Rows rows(JsonNode list) {
        if (!list.get(0).get(0).isString()) {
            return Rows.of(Golden.floats(list), list.get(0).size());
        }
        List<List<String>> columns = new ArrayList<>();
        for (int column = 0; column < list.get(0).size(); column++) {
            List<String> texts = new ArrayList<>();
            for (JsonNode row : list) {
                texts.add(row.get(column).asString());
            }
            columns.add(texts);
        }
        return TextRows.of(columns);
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(text -> texts.add(text.asString()));
        return texts;
    }

    private static List<Float> list(float[] values) {
        List<Float> list = new ArrayList<>();
        for (float value : values) {
            list.add(value);
        }
        return list;
    }

    private static Layer layer(JsonNode config) {
        Registry.Entry<Layer> entry =
                Registry.LAYERS.get(config.get("class_name").asString());
        Map<String, @Nullable Object> changes = new LinkedHashMap<>();
        Map<String, RecordComponent> components = Config.components(entry.type());
        if (entry.type() == Discretization.class && !config.has("bin_boundaries")) {
            changes.put("bin_boundaries", null);
        }
        config.properties().forEach(property -> {
            RecordComponent component = components.get(property.getKey());
            if (component != null) {
                changes.put(property.getKey(), value(component.getGenericType(), property.getValue()));
            }
        });
        return (Layer) Config.with(entry.record(), changes);
    }

    private static Object value(Type type, JsonNode json) {
        if (type instanceof ParameterizedType list) {
            List<Object> values = new ArrayList<>();
            (json.isArray() ? json : List.of(json))
                    .forEach(item -> values.add(value(list.getActualTypeArguments()[0], item)));
            return values;
        }
        Class<?> raw = (Class<?>) type;
        if (raw.isEnum()) {
            String wanted = json.asString().toUpperCase(Locale.ROOT);
            return Stream.of(raw.getEnumConstants())
                    .filter(constant -> ((Enum<?>) constant).name().equals(wanted))
                    .findFirst()
                    .orElseThrow();
        }
        return raw == String.class
                ? json.asString()
                : raw == boolean.class
                        ? json.asBoolean()
                        : raw == double.class || raw == Double.class
                                ? json.asDouble()
                                : raw == Long.class ? (Object) json.asLong() : (Object) json.asInt();
    }
}
