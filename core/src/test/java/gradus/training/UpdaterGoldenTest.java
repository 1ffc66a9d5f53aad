package gradus.training;

import static gradus.testing.Golden.assertClose;
import static gradus.testing.Golden.floats;
import static org.assertj.core.api.Assertions.assertThat;

import gradus.data.Shape;
import gradus.initializers.Zeros;
import gradus.kernels.Workers;
import gradus.layers.ParameterSpec;
import gradus.optimizers.Optimizer;
import gradus.optimizers.ParameterGroup;
import gradus.testing.Golden;
import gradus.testing.GoldenConfig;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/// Every optimizer and every option against the real Keras.
class UpdaterGoldenTest {
    private static final JsonNode FILE = Golden.read("optimizers.json");
    private static final double TOLERANCE = 1e-6;

    static Stream<String> cases() {
        List<String> names = new ArrayList<>();
        FILE.get("cases").forEach(node -> names.add(node.get("name").asString()));
        return names.stream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void weightsAveragesAndState_areThoseOfKeras(String name) {
        JsonNode golden = golden(name);
        JsonNode problem = FILE.get("problems").get(golden.get("problem").asString());
        float[] values = floats(problem.get("variables"));
        Optimizer optimizer = GoldenConfig.optimizer(golden.get("config"));
        Updater updater = Updater.of(optimizer, values, parameters(problem), Workers.of(1));
        updater.parameterGroups(withoutDecay(golden.path("exclude_from_weight_decay")));
        for (int step = 0; step < golden.get("weights").size(); step++) {
            if (golden.has("learning_rates")) {
                assertClose(
                        "rate",
                        updater.learningRate(),
                        golden.get("learning_rates").get(step).asDouble(),
                        1e-12);
            }
            updater.beginStep();
            updater.apply(floats(problem.get("gradients").get(step)));
            assertClose(
                    name + " after step " + step,
                    values,
                    floats(golden.get("weights").get(step)),
                    TOLERANCE);
            if (golden.has("averages")) {
                assertClose(
                        "average",
                        slot(updater, "average"),
                        floats(golden.get("averages").get(step)),
                        TOLERANCE);
            }
        }
        JsonNode state = golden.get("state");
        Map<String, float[]> expected = slots(state, problem);
        Map<String, float[]> actual = updater.state().slots();
        // Keras has no variables for a slot that no parameter has.
        actual.values().removeIf(slot -> slot.length == 0);
        assertThat(actual.keySet()).containsExactlyInAnyOrderElementsOf(expected.keySet());
        expected.forEach((slot, numbers) -> {
            assertThat(slot(updater, slot)).as(slot).hasSameSizeAs(numbers);
            assertClose(slot, slot(updater, slot), numbers, TOLERANCE);
        });
        assertThat(updater.steps()).isEqualTo(state.get(0).get("value").asLong());
        assertThat(expected.keySet().stream()
                        .filter(optimizer.slots()::contains)
                        .toList())
                .as("order of the slots")
                .isEqualTo(
                        optimizer.slots().stream().filter(actual::containsKey).toList());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void numbersInFiles_areThoseOfKeras(String name) {
        JsonNode golden = golden(name);
        List<Double> expected = new ArrayList<>();
        for (JsonNode variable : golden.get("state")) {
            // Keras gives it no name.
            if (variable.get("name").asString().startsWith("variable")) {
                expected.add(variable.get("value").asDouble());
            }
        }
        JsonNode accumulation = golden.get("config").get("gradient_accumulation_steps");
        int batches = golden.get("state").get(0).get("value").asInt();
        int updates = batches / (accumulation == null ? 1 : accumulation.asInt());
        List<Double> actual = GoldenConfig.optimizer(golden.get("config")).numbersInFiles(updates);
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < expected.size(); i++) {
            assertClose(name, actual.get(i), expected.get(i), 1e-14);
        }
    }

    private static JsonNode golden(String name) {
        for (JsonNode node : FILE.get("cases")) {
            if (node.get("name").asString().equals(name)) {
                return node;
            }
        }
        throw new AssertionError("no case " + name);
    }

    /// The groups for `optimizer.exclude_from_weight_decay(var_list, var_names)`: a word of `var_names` is searched for
    /// in the last part of a name.
    private static List<ParameterGroup> withoutDecay(JsonNode excluded) {
        List<ParameterGroup> groups = new ArrayList<>();
        for (JsonNode word : excluded.path("var_names")) {
            groups.add(new ParameterGroup("(" + word.asString() + ")[^/]*$", 1, 0));
        }
        for (JsonNode parameter : excluded.path("var_list")) {
            groups.add(new ParameterGroup("^" + parameter.asString() + "$", 1, 0));
        }
        return groups;
    }

    private static float[] slot(Updater updater, String name) {
        float[] slot = updater.state().slots().get(name);
        if (slot == null) {
            throw new AssertionError("no slot " + name);
        }
        return slot;
    }

    private static List<String> names(JsonNode problem) {
        List<String> names = new ArrayList<>();
        problem.path("names").forEach(name -> names.add(name.asString()));
        return names.isEmpty() ? List.of("kernel", "bias") : names;
    }

    private static List<TrainableParameter> parameters(JsonNode problem) {
        List<TrainableParameter> parameters = new ArrayList<>();
        int offset = 0;
        for (int i = 0; i < problem.get("variables").size(); i++) {
            List<Integer> dimensions = new ArrayList<>();
            for (JsonNode node = problem.get("variables").get(i); node.isArray(); node = node.get(0)) {
                dimensions.add(node.size());
            }
            Shape shape = new Shape(dimensions);
            parameters.add(
                    TrainableParameter.of(ParameterSpec.trainable(names(problem).get(i), shape, new Zeros()), offset));
            offset += shape.size();
        }
        return parameters;
    }

    /// Slot by slot, what Keras keeps for one parameter after the other.
    private static Map<String, float[]> slots(JsonNode variables, JsonNode problem) {
        Map<String, float[]> slots = new LinkedHashMap<>();
        for (String parameter : names(problem)) {
            String prefix = parameter.replace('/', '_') + "_";
            for (JsonNode variable : variables) {
                String name = variable.get("name").asString();
                if (name.startsWith(prefix)) {
                    slots.merge(
                            name.substring(prefix.length()), floats(variable.get("value")), UpdaterGoldenTest::joined);
                }
            }
        }
        return slots;
    }

    private static float[] joined(float[] first, float[] second) {
        float[] all = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }
}
