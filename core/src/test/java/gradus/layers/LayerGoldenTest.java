package gradus.layers;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.constraints.Constraint;
import gradus.data.Shape;
import gradus.registry.Config;
import gradus.registry.Registry;
import gradus.regularizers.Regularizer;
import gradus.testing.Golden;
import gradus.testing.LayerRun;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/// Every layer computes what Keras computes, and weight normalization what PyTorch computes.
class LayerGoldenTest {
    private static final double TOLERANCE = 2e-5;

    static Stream<String> names() {
        return cases().map(c -> c.get("name").asString()).filter(name -> !name.equals("weight_normalization"));
    }

    private static Stream<JsonNode> cases() {
        List<JsonNode> cases = new ArrayList<>();
        for (String file : List.of("layers.json", "layer_ranks.json")) {
            Golden.read(file).get("cases").forEach(cases::add);
        }
        return cases.stream();
    }

    private static JsonNode find(String name) {
        return cases().filter(c -> c.get("name").asString().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @MethodSource("names")
    void layer_computesWhatKerasComputes(String name) {
        JsonNode golden = find(name);
        Layer layer = layer(golden.get("config"));
        List<JsonNode> inputs = new ArrayList<>();
        if (golden.has("inputs")) {
            golden.get("inputs").forEach(inputs::add);
        } else {
            inputs.add(golden.get("x"));
        }
        int rows = inputs.getFirst().size();
        LayerRun run =
                new LayerRun(layer, inputs.stream().map(x -> shape(x.get(0))).toList(), rows);
        for (int k = 0; k < inputs.size(); k++) {
            Golden.copy(inputs.get(k), run.inputs.get(k));
        }
        if (golden.has("weights")) {
            assertThat(run.specs.stream().map(ParameterSpec::name).toList()).isEqualTo(namesOf(golden.get("weights")));
            for (JsonNode weight : golden.get("weights")) {
                float[] values = Golden.floats(weight.get("value"));
                int offset = run.offsets[run.index(weight.get("name").asString())];
                System.arraycopy(values, 0, run.parameters, offset, values.length);
            }
        }
        run.forward(rows, false, 0);
        Golden.assertClose("inference", run.output, Golden.floats(golden.get("y_inference")), TOLERANCE);
        if (golden.has("dx_inference")) {
            run.backward(Golden.floats(golden.get("dy")));
            Golden.assertClose(
                    "dx_inference", run.inputGradient(0), Golden.floats(golden.get("dx_inference")), TOLERANCE);
        }
        if (golden.has("y_training")) {
            run.forward(rows, true, 0);
            Golden.assertClose("training", run.output, Golden.floats(golden.get("y_training")), TOLERANCE);
        }
        if (golden.has("dx")) {
            assertBackward(golden, run);
        }
    }

    private static void assertBackward(JsonNode golden, LayerRun run) {
        double losses = run.penalty();
        run.backward(Golden.floats(golden.get("dy")));
        for (int i = 0; i < run.specs.size(); i++) {
            Regularizer regularizer = run.specs.get(i).regularizer();
            if (regularizer != null) {
                int from = run.offsets[i];
                int to = from + run.specs.get(i).shape().size();
                losses += regularizer.penalty(run.parameters, from, to);
                regularizer.addGradient(run.parameters, run.parameterGradients, from, to, 1);
            }
        }
        for (int k = 0; k < run.inputs.size(); k++) {
            JsonNode dx = golden.has("inputs") ? golden.get("dx").get(k) : golden.get("dx");
            Golden.assertClose("dx", run.inputGradient(k), Golden.floats(dx), TOLERANCE);
        }
        for (JsonNode gradient : golden.get("gradients")) {
            String name = gradient.get("name").asString();
            float[] expected = Golden.floats(gradient.get("value"));
            Golden.assertClose("gradient of " + name, run.parameterGradient(name), expected, TOLERANCE);
        }
        for (JsonNode updated : golden.get("updated")) {
            String name = updated.get("name").asString();
            Golden.assertClose(name, run.parameter(name), Golden.floats(updated.get("value")), TOLERANCE);
        }
        double expected = 0;
        for (JsonNode loss : golden.get("losses")) {
            expected += loss.asDouble();
        }
        Golden.assertClose("losses", losses, expected, TOLERANCE);
    }

    @Test
    void adaptedNormalization_computesWhatKerasComputes() {
        List<JsonNode> adapted = cases().filter(c -> c.has("adapt")).toList();
        assertThat(adapted).hasSize(3);
        for (JsonNode golden : adapted) {
            int width = golden.get("adapt").get(0).size();
            Layer layer = ((Normalization) layer(golden.get("config")))
                    .adapt(gradus.data.Rows.of(Golden.floats(golden.get("adapt")), width));
            int rows = golden.get("x").size();
            LayerRun run = new LayerRun(layer, List.of(Shape.of(width)), rows);
            Golden.copy(golden.get("x"), run.inputs.getFirst());
            run.forward(rows, false, 0);
            Golden.assertClose("y", run.output, Golden.floats(golden.get("y_inference")), TOLERANCE);
        }
    }

    @Test
    void weightNormalization_computesWhatPyTorchComputes() {
        JsonNode golden = find("weight_normalization");
        int rows = golden.get("x").size();
        LayerRun run = new LayerRun(
                new WeightNormalization(new Dense(4)),
                List.of(shape(golden.get("x").get(0))),
                rows);
        Golden.copy(golden.get("x"), run.inputs.getFirst());
        Map<String, String> names = Map.of("g", "g", "kernel", "v", "bias", "bias");
        names.forEach((ours, theirs) -> {
            float[] values = Golden.floats(golden.get(theirs));
            System.arraycopy(values, 0, run.parameters, run.offsets[run.index(ours)], values.length);
        });
        run.forward(rows, true, 0);
        Golden.assertClose("y", run.output, Golden.floats(golden.get("y")), TOLERANCE);
        run.backward(Golden.floats(golden.get("dy")));
        Golden.assertClose("dx", run.inputGradient(0), Golden.floats(golden.get("dx")), TOLERANCE);
        names.forEach((ours, theirs) -> Golden.assertClose(
                theirs, run.parameterGradient(ours), Golden.floats(golden.get("d" + theirs)), TOLERANCE));
    }

    private static List<String> namesOf(JsonNode weights) {
        List<String> names = new ArrayList<>();
        weights.forEach(weight -> names.add(weight.get("name").asString()));
        return names;
    }

    private static Shape shape(JsonNode row) {
        List<Integer> dimensions = new ArrayList<>();
        for (JsonNode node = row; node.isArray(); node = node.get(0)) {
            dimensions.add(node.size());
        }
        return new Shape(dimensions);
    }

    /// A layer from Keras's arguments.
    private static Layer layer(JsonNode config) {
        Registry.Entry<Layer> entry =
                Registry.LAYERS.get(config.get("class_name").asString());
        Layer layer = (Layer) record(entry.record(), config);
        boolean trainable = !config.has("trainable") || config.get("trainable").asBoolean();
        return trainable ? layer : layer.frozen();
    }

    private static Record record(Record prototype, JsonNode config) {
        Map<String, RecordComponent> components = Config.components(prototype.getClass());
        Map<String, @Nullable Object> changes = new LinkedHashMap<>();
        config.properties().forEach(argument -> {
            String name = argument.getKey();
            if (!name.equals("class_name") && !name.equals("trainable")) {
                RecordComponent component = components.get(name);
                changes.put(name, component == null ? null : value(component.getType(), argument.getValue()));
            }
        });
        return Config.with(prototype, changes);
    }

    private static @Nullable Object value(Class<?> type, JsonNode value) {
        if (value.isNull()) {
            return null;
        } else if (type == boolean.class) {
            return value.asBoolean();
        } else if (type == int.class || type == Integer.class) {
            return value.asInt();
        } else if (type == double.class || type == Double.class) {
            return value.asDouble();
        } else if (type == String.class) {
            return value.asString();
        } else if (type.isEnum()) {
            return Stream.of(type.getEnumConstants())
                    .filter(constant -> constant.toString().equalsIgnoreCase(value.asString()))
                    .findFirst()
                    .orElseThrow();
        } else if (type == List.class) {
            List<@Nullable Object> list = new ArrayList<>();
            if (value.isNumber()) {
                list.add(value.isInt() ? (Object) value.asInt() : (Object) value.asDouble());
            }
            value.forEach(item ->
                    list.add(item.isNull() ? null : item.isInt() ? (Object) item.asInt() : (Object) item.asDouble()));
            return list;
        } else if (type == Layer.class) {
            return layer(value);
        } else if (type == Regularizer.class) {
            return record(
                    Registry.REGULARIZERS
                            .get(value.get("class_name").asString())
                            .record(),
                    value);
        } else if (type == Constraint.class) {
            return record(
                    Registry.CONSTRAINTS.get(value.get("class_name").asString()).record(), value);
        }
        return Registry.ACTIVATIONS.get(value.asString()).prototype();
    }
}
