package gradus.training;

import static gradus.testing.Golden.assertClose;
import static gradus.testing.Golden.floats;
import static org.assertj.core.api.Assertions.assertThat;

import gradus.data.Shape;
import gradus.initializers.Zeros;
import gradus.kernels.Workers;
import gradus.layers.ParameterSpec;
import gradus.optimizers.LossScaleOptimizer;
import gradus.optimizers.MultiOptimizer;
import gradus.optimizers.Optimizer;
import gradus.testing.Golden;
import gradus.testing.GoldenConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/// Optimizers that are made of optimizers against the real Keras.
class MadeOfOptimizersGoldenTest {
    private static final JsonNode FILE = Golden.read("made_of_optimizers.json");
    private static final double TOLERANCE = 1e-6;
    /// In float32, in which Keras computes `1 - beta2^t` of Adam less exactly.
    private static final double SCALED = 1e-5;

    static Stream<String> cases() {
        List<String> names = new ArrayList<>();
        FILE.get("cases").forEach(node -> names.add(node.get("name").asString()));
        return names.stream();
    }

    private static JsonNode golden(String name) {
        for (JsonNode node : FILE.get("cases")) {
            if (node.get("name").asString().equals(name)) {
                return node;
            }
        }
        throw new AssertionError("no case " + name);
    }

    private static Optimizer optimizer(JsonNode golden) {
        if (golden.has("inner_optimizer")) {
            return new LossScaleOptimizer(
                    GoldenConfig.optimizer(golden.get("inner_optimizer")),
                    golden.get("initial_scale").asDouble(),
                    golden.get("dynamic_growth_steps").asInt());
        }
        List<String> patterns = new ArrayList<>();
        golden.get("patterns").forEach(pattern -> patterns.add(pattern.asString()));
        List<Optimizer> optimizers = new ArrayList<>();
        golden.get("optimizers").forEach(each -> optimizers.add(GoldenConfig.optimizer(each)));
        return new MultiOptimizer(GoldenConfig.optimizer(golden.get("default_optimizer")), patterns, optimizers);
    }

    private static List<TrainableParameter> parameters() {
        List<TrainableParameter> parameters = new ArrayList<>();
        int offset = 0;
        for (int i = 0; i < FILE.get("names").size(); i++) {
            List<Integer> dimensions = new ArrayList<>();
            for (JsonNode node = FILE.get("variables").get(i); node.isArray(); node = node.get(0)) {
                dimensions.add(node.size());
            }
            Shape shape = new Shape(dimensions);
            String name = FILE.get("names").get(i).asString();
            parameters.add(TrainableParameter.of(ParameterSpec.trainable(name, shape, new Zeros()), offset));
            offset += shape.size();
        }
        return parameters;
    }

    /// The gradients of a step, in a case that scales them.
    private static float[] gradients(JsonNode golden, int step) {
        float[] gradients = floats(FILE.get("gradients").get(step));
        float factor = (float) golden.path("factors").path(step).asDouble(1);
        for (int i = 0; i < gradients.length; i++) {
            gradients[i] *= factor;
        }
        return gradients;
    }

    private static Updater updater(JsonNode golden, float[] values) {
        return Updater.of(optimizer(golden), values, parameters(), Workers.of(1));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void weightsAndScales_areThoseOfKeras_alsoFromASavedState(String name) {
        JsonNode golden = golden(name);
        float[] values = floats(FILE.get("variables"));
        Updater updater = updater(golden, values);
        for (int step = 0; step < golden.get("weights").size(); step++) {
            if (step == 5) {
                SavedModel.OptimizerState state = updater.state();
                updater = updater(golden, values);
                updater.restore(state);
                assertThat(updater.state().slots().keySet())
                        .isEqualTo(state.slots().keySet());
            }
            updater.beginStep();
            updater.apply(gradients(golden, step));
            assertClose(
                    name + " after step " + step,
                    values,
                    floats(golden.get("weights").get(step)),
                    golden.has("scales") ? SCALED : TOLERANCE);
            if (golden.has("scales")) {
                JsonNode expected = golden.get("scales").get(step);
                assertThat(updater.state().slots().get(LossScaleOptimizer.STEPS))
                        .containsExactly(expected.get(0).asInt());
                assertThat(updater.state().slots().get(LossScaleOptimizer.SCALE))
                        .containsExactly((float) expected.get(1).asDouble());
                assertThat(updater.steps()).isEqualTo(expected.get(2).asLong());
            }
        }
        if (golden.has("finished")) {
            updater.finish();
            assertClose(name + " at the end", values, floats(golden.get("finished")), TOLERANCE);
        }
    }
}
