package gradus.training;

import static gradus.testing.Golden.assertClose;
import static gradus.testing.Golden.floats;
import static org.assertj.core.api.Assertions.assertThat;

import gradus.data.Shape;
import gradus.initializers.Zeros;
import gradus.kernels.Workers;
import gradus.layers.ParameterSpec;
import gradus.optimizers.Nadam;
import gradus.optimizers.Optimizer;
import gradus.testing.Golden;
import gradus.testing.GoldenConfig;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
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
        int kernel = floats(problem.get("variables").get(0)).length;
        Optimizer optimizer = GoldenConfig.optimizer(golden.get("config"));
        Updater updater = new Updater(
                optimizer,
                values,
                values.length,
                List.of(slice(0, 0, kernel), slice(1, kernel, values.length - kernel)),
                Workers.of(1));
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
        Map<String, float[]> expected = state(golden.get("state"), kernel, values.length);
        assertThat(updater.state().slots().keySet()).containsExactlyInAnyOrderElementsOf(expected.keySet());
        expected.forEach((slot, numbers) -> assertClose(slot, slot(updater, slot), numbers, TOLERANCE));
        assertThat(updater.steps())
                .isEqualTo(golden.get("state").get(0).get("value").asLong());
    }

    @Test
    void momentumProductOfNadam_isTheLastVariableOfKerassFile() {
        int checked = 0;
        for (JsonNode golden : FILE.get("cases")) {
            if (GoldenConfig.optimizer(golden.get("config")).rule() instanceof Nadam nadam) {
                JsonNode state = golden.get("state");
                JsonNode accumulation = golden.get("config").get("gradient_accumulation_steps");
                int updates = state.get(0).get("value").asInt() / (accumulation == null ? 1 : accumulation.asInt());
                assertClose(
                        golden.get("name").asString(),
                        nadam.momentumProduct(updates),
                        state.get(state.size() - 1).get("value").asDouble(),
                        1e-14);
                checked++;
            }
        }
        assertThat(checked).isPositive();
    }

    private static JsonNode golden(String name) {
        for (JsonNode node : FILE.get("cases")) {
            if (node.get("name").asString().equals(name)) {
                return node;
            }
        }
        throw new AssertionError("no case " + name);
    }

    private static float[] slot(Updater updater, String name) {
        float[] slot = updater.state().slots().get(name);
        if (slot == null) {
            throw new AssertionError("no slot " + name);
        }
        return slot;
    }

    private static Parameters.Slice slice(int index, int offset, int size) {
        return new Parameters.Slice(
                0, index, ParameterSpec.trainable("parameter" + index, Shape.of(size), new Zeros()), offset);
    }

    private static Map<String, float[]> state(JsonNode variables, int kernel, int size) {
        Map<String, float[]> state = new LinkedHashMap<>();
        for (JsonNode variable : variables) {
            String name = variable.get("name").asString();
            boolean bias = name.startsWith("bias_");
            if (bias || name.startsWith("kernel_")) {
                float[] part = floats(variable.get("value"));
                float[] slot = state.computeIfAbsent(name.substring(name.indexOf('_') + 1), key -> new float[size]);
                System.arraycopy(part, 0, slot, bias ? kernel : 0, part.length);
            }
        }
        return state;
    }
}
