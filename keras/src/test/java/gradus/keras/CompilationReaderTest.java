package gradus.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.layers.Layers;
import gradus.losses.CategoricalCrossentropy;
import gradus.training.Graph;
import gradus.training.SavedModel.Compilation;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompilationReaderTest {
    private static Compilation read(int axis, String metrics, int... shape) throws ModelFileException {
        Graph graph = Graph.chain("model", List.of(Layers.input(shape), Layers.softmax()));
        String json = """
            {"optimizer": "adam", "loss": {"class_name": "CategoricalCrossentropy", "config": {"axis": %s}},
             "metrics": [%s]}\
            """.formatted(axis, metrics);
        return Objects.requireNonNull(
                CompilationReader.read(Json.parse("config.json", json.getBytes(StandardCharsets.UTF_8)), graph));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 2})
    void lastAxis_isTheOnlyOneThatLossesTake(int axis) throws ModelFileException {
        assertThat(read(axis, "", 4, 3).losses()).containsExactly(new CategoricalCrossentropy());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 0, -2, 3})
    void lossAlongAnotherAxis_isRefused(int axis) {
        assertThatThrownBy(() -> read(axis, "", 4, 3))
                .isInstanceOf(ModelFileException.class)
                .hasMessageContaining(
                        "the loss must be computed along the last axis of the output [batch, 4, 3] (-1), got" + " axis "
                                + axis);
    }

    @Test
    void axisOfRows_isTheLastOfAFlatOutput() throws ModelFileException {
        String metric = "{\"class_name\": \"CosineSimilarity\", \"config\": {\"axis\": 1}}";
        assertThat(read(1, metric, 3).metrics()).hasSize(1);
        assertThatThrownBy(() -> read(-1, metric, 4, 3))
                .isInstanceOf(ModelFileException.class)
                .hasMessageContaining("a metric must be computed along the last axis");
    }
}
