package gradus.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import gradus.Fit;
import gradus.History;
import gradus.Model;
import gradus.callbacks.Callback;
import gradus.callbacks.SwapEMAWeights;
import gradus.callbacks.TrainingEvent;
import gradus.data.Dataset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// What Keras logs with `SwapEMAWeights`, and what is in the model between two epochs. `swap_ema.py` made the numbers.
class SwapEMAWeightsTest {
    private static final Path FILE = Path.of("src/test/resources/swap-ema/model.keras");
    private static final double TOLERANCE = 1e-5;

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void logsAndWeights_areThoseOfKeras(int number) {
        JsonNode numbers = Fixtures.numbers(FILE);
        JsonNode run = numbers.path("runs").get(number);
        float[][] x = rows(numbers.path("x"));
        float[][] y = rows(numbers.path("y"));
        float[][] later = Arrays.copyOfRange(x, 8, 12);
        Model model = Model.load(FILE);
        List<float[]> between = new ArrayList<>();
        Callback look = (event, training) -> {
            if (event instanceof TrainingEvent.EpochEnded) {
                Model now = model.copy();
                System.arraycopy(training.parameters(), 0, now.parameters().values(), 0, model.parameterCount());
                between.add(flat(now.predict(later)));
            }
        };
        History history = model.fit(
                Dataset.of(Arrays.copyOf(x, 8), Arrays.copyOf(y, 8)),
                Fit.epochs(4)
                        .batchSize(4)
                        .shuffle(false)
                        .validation(Dataset.of(later, Arrays.copyOfRange(y, 8, 12)))
                        .callbacks(
                                new SwapEMAWeights()
                                        .swapOnEpoch(run.path("swap_on_epoch").asBoolean()),
                                look));
        run.path("history").properties().forEach(log -> {
            for (int epoch = 0; epoch < 4; epoch++) {
                assertThat(history.get(log.getKey()).get(epoch))
                        .as("%s in epoch %s", log.getKey(), epoch + 1)
                        .isCloseTo(log.getValue().get(epoch).asDouble(), within(TOLERANCE));
            }
        });
        for (int epoch = 0; epoch < 4; epoch++) {
            assertThat(between.get(epoch))
                    .as("after epoch %s", epoch + 1)
                    .containsExactly(Fixtures.numbers(run.path("between").get(epoch)), within((float) TOLERANCE));
        }
        assertThat(flat(model.predict(later)))
                .containsExactly(Fixtures.numbers(run.path("final")), within((float) TOLERANCE));
    }

    private static float[][] rows(JsonNode rows) {
        float[][] values = new float[rows.size()][];
        for (int i = 0; i < values.length; i++) {
            values[i] = Fixtures.numbers(rows.get(i));
        }
        return values;
    }

    private static float[] flat(float[][] rows) {
        float[] all = new float[rows.length * rows[0].length];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(rows[i], 0, all, i * rows[0].length, rows[0].length);
        }
        return all;
    }
}
