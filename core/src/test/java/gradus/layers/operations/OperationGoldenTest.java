package gradus.layers.operations;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.data.Shape;
import gradus.layers.Tensor;
import gradus.registry.Config;
import gradus.registry.Registry;
import gradus.testing.Golden;
import gradus.testing.LayerRun;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/// Every operation computes what Keras computes, and so do its gradients.
class OperationGoldenTest {
    private static final double TOLERANCE = 2e-5;

    static Stream<JsonNode> cases() {
        List<JsonNode> cases = new ArrayList<>();
        Golden.read("operations.json").get("cases").forEach(cases::add);
        return cases.stream();
    }

    static Stream<String> names() {
        return cases().map(golden -> golden.get("name").asString());
    }

    @ParameterizedTest
    @MethodSource("names")
    void operation_computesWhatKerasComputes(String name) {
        JsonNode golden = cases().filter(c -> c.get("name").asString().equals(name))
                .findFirst()
                .orElseThrow();
        Operation operation = operation(golden.get("config"));
        List<Shape> shapes = new ArrayList<>();
        golden.get("inputs").forEach(x -> shapes.add(shape(x.get(0))));
        int rows = golden.get("inputs").get(0).size();
        LayerRun run = new LayerRun(operation, shapes, rows);
        for (int k = 0; k < shapes.size(); k++) {
            Golden.copy(golden.get("inputs").get(k), run.inputs.get(k));
        }
        run.forward(rows, true, 0);
        assertThat(operation.outputShape(shapes))
                .isEqualTo(shape(golden.get("y").get(0)));
        Golden.assertClose("y", run.output, Golden.floats(golden.get("y")), TOLERANCE);
        run.backward(Golden.floats(golden.get("dy")));
        for (int k = 0; k < shapes.size(); k++) {
            Golden.assertClose(
                    "dx " + k,
                    run.inputGradient(k),
                    Golden.floats(golden.get("dx").get(k)),
                    TOLERANCE);
        }
    }

    @Test
    void everyOperation_hasGoldenNumbers() {
        Set<String> golden = new HashSet<>();
        cases().forEach(c -> golden.add(c.get("config").get("class_name").asString()));
        Registry.OPERATIONS.entries().forEach(entry -> assertThat(golden).contains(entry.name()));
    }

    private static Operation operation(JsonNode config) {
        Registry.Entry<Operation> entry =
                Registry.OPERATIONS.get(config.get("class_name").asString());
        Map<String, RecordComponent> components = Config.components(entry.type());
        Map<String, @Nullable Object> changes = new LinkedHashMap<>();
        config.properties().forEach(argument -> {
            if (!argument.getKey().equals("class_name")) {
                changes.put(
                        argument.getKey(),
                        value(
                                Objects.requireNonNull(components.get(argument.getKey()))
                                        .getType(),
                                argument.getValue()));
            }
        });
        return (Operation) Config.with(entry.record(), changes);
    }

    private static Object value(Class<?> type, JsonNode value) {
        if (type == Tensor.class) {
            float[] floats = value.isArray() ? Golden.floats(value) : new float[] {(float) value.asDouble()};
            double[] numbers = new double[floats.length];
            for (int i = 0; i < floats.length; i++) {
                numbers[i] = floats[i];
            }
            return Tensor.of(shape(value), numbers);
        } else if (type == List.class) {
            List<Integer> list = new ArrayList<>();
            if (value.isArray()) {
                value.forEach(item -> list.add(item.asInt()));
            } else {
                list.add(value.asInt());
            }
            return list;
        } else if (type == String.class) {
            return value.asString();
        } else if (type == boolean.class) {
            return value.asBoolean();
        }
        return type == double.class ? (Object) value.asDouble() : (Object) value.asInt();
    }

    private static Shape shape(JsonNode value) {
        List<Integer> dimensions = new ArrayList<>();
        for (JsonNode node = value; node.isArray(); node = node.get(0)) {
            dimensions.add(node.size());
        }
        return new Shape(dimensions);
    }
}
