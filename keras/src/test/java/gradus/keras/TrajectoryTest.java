package gradus.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import gradus.Fit;
import gradus.History;
import gradus.Model;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/// From the weights that Keras started with, training without shuffling gives what Keras logged, epoch by epoch.
class TrajectoryTest {
    static Stream<Path> trained() {
        return Fixtures.trained().stream()
                .map(file -> file.resolveSibling(file.getFileName().toString().replace(".trained", "")));
    }

    @ParameterizedTest
    @MethodSource("trained")
    void training_logsWhatKerasLogged(Path file) {
        JsonNode numbers = Fixtures.numbers(file);
        Model model = Model.load(file);
        History history = model.fit(
                Fixtures.data(numbers, "x", "y"),
                Fit.epochs(numbers.path("epochs").asInt())
                        .batchSize(numbers.path("batch_size").asInt())
                        .shuffle(false)
                        .validation(Fixtures.data(numbers, "validation_x", "validation_y"))
                        .classWeights(classWeights(numbers)));
        JsonNode expected = numbers.path("history");
        assertThat(history.values().keySet())
                .containsExactlyInAnyOrderElementsOf(List.copyOf(expected.propertyNames()));
        history.values().forEach((name, values) -> {
            for (int epoch = 0; epoch < values.size(); epoch++) {
                double wanted = expected.path(name).get(epoch).asDouble();
                assertThat(values.get(epoch))
                        .as("%s in epoch %s", name, epoch + 1)
                        .isCloseTo(wanted, within(1e-5 * Math.max(1, Math.abs(wanted))));
            }
        });
        float[] predictions = Fixtures.predict(model, Fixtures.tables(numbers.path("validation_x")));
        float[] wanted = Fixtures.numbers(numbers.path("final_predictions"));
        // Adam magnifies Keras's rounding here: from the same training in float64 it is 1.8e-5 away, Gradus 3e-7.
        float tolerance = file.endsWith("weighted_outputs.keras") ? 2e-5f : 1e-5f;
        for (int i = 0; i < wanted.length; i++) {
            assertThat(predictions[i]).isCloseTo(wanted[i], within(tolerance * Math.max(1, Math.abs(wanted[i]))));
        }
    }

    private static Map<Integer, Double> classWeights(JsonNode numbers) {
        Map<Integer, Double> weights = new HashMap<>();
        numbers.path("class_weight")
                .properties()
                .forEach(entry -> weights.put(
                        Integer.valueOf(entry.getKey()), entry.getValue().asDouble()));
        return weights;
    }
}
