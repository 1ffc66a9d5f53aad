package gradus.keras;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.training.SavedModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// The variables of optimizers that Keras 3.0 wrote in another order.
class OptimizerVariablesTest {
    private static final Path FOLDER = Path.of("src/test/resources/old_versions");

    @Test
    void slotsOfFrozenLayers_areReadToo() throws IOException {
        SavedModel model = new KerasFormat().load(FOLDER.resolve("frozen.keras"));
        assertThat(model.graph().layers()).anyMatch(layer -> layer.name().equals("first") && !layer.trainable());
        assertThat(Objects.requireNonNull(model.optimizerState()).steps()).isEqualTo(5);
        JsonNode variables = Fixtures.numbers(FOLDER.resolve("frozen.keras"));
        // After step and learning rate, momentum and velocity for each of kernel, bias, kernel, bias.
        assertThat(slot(model, "momentum")).containsExactly(joined(variables, 2, 4, 6, 8));
        assertThat(slot(model, "velocity")).containsExactly(joined(variables, 3, 5, 7, 9));
    }

    @Test
    void slotsOfOneShape_areToldApartByTheVersion(@TempDir Path folder) throws IOException {
        SavedModel model = new KerasFormat().load(FOLDER.resolve("alike.keras"));
        JsonNode variables = Fixtures.numbers(FOLDER.resolve("alike.keras"));
        assertThat(slot(model, "average")).containsExactly(joined(variables, 2, 4));
        assertThat(slot(model, "gradient_accumulator")).containsExactly(joined(variables, 3, 5));
        Path saved = folder.resolve("saved.keras");
        new KerasFormat().save(model, saved);
        SavedModel back = new KerasFormat().load(saved);
        assertThat(back.optimizerState()).usingRecursiveComparison().isEqualTo(model.optimizerState());
    }

    private static float[] slot(SavedModel model, String name) {
        return Objects.requireNonNull(
                Objects.requireNonNull(model.optimizerState()).slots().get(name));
    }

    private static float[] joined(JsonNode variables, int... indices) {
        float[] all = new float[0];
        for (int index : indices) {
            float[] values = Fixtures.numbers(variables.get(index).path("values"));
            float[] longer = java.util.Arrays.copyOf(all, all.length + values.length);
            System.arraycopy(values, 0, longer, all.length, values.length);
            all = longer;
        }
        return all;
    }
}
