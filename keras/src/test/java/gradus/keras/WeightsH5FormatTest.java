package gradus.keras;

import static gradus.layers.Layers.dense;
import static gradus.layers.Layers.input;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import gradus.Fit;
import gradus.History;
import gradus.Model;
import gradus.Sequential;
import gradus.data.Dataset;
import gradus.data.Rows;
import gradus.losses.MeanSquaredError;
import gradus.optimizers.Adam;
import gradus.optimizers.Sgd;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class WeightsH5FormatTest {
    @TempDir
    private Path folder = Path.of("");

    @ParameterizedTest
    @ValueSource(strings = {"chain", "nested"})
    void weightsThatKerasSaved_goOnTraining(String name) {
        Path whole = Fixtures.file("weights/" + name);
        JsonNode numbers = Fixtures.numbers(whole);
        Model model = Model.load(whole).seed(5);
        assertThat(model.loadWeights(whole.resolveSibling(name + ".weights.h5"), false))
                .isEmpty();
        List<Rows> inputs = inputs(numbers);
        assertClose(Fixtures.predict(model, inputs), Fixtures.numbers(numbers.path("predictions")));
        goesOnTraining(model, numbers);
    }

    @ParameterizedTest
    @ValueSource(strings = {"chain", "nested"})
    void savedWeights_comeBack(String name) {
        Model model = Model.load(Fixtures.file("weights/" + name));
        Path file = folder.resolve("saved.weights.h5");
        model.saveWeights(file);
        Model other = Model.load(Fixtures.file("weights/" + name)).seed(7);
        assertThat(other.loadWeights(file, false)).isEmpty();
        assertThat(other.weightsSha256()).isEqualTo(model.weightsSha256());
        // The optimizer goes on where it stood.
        goesOnTraining(other, Fixtures.numbers(Fixtures.file("weights/" + name)));
    }

    @Test
    void moreThanTwoGiB_isNotWritten_sinceItCouldNotBeRead() throws IOException {
        WeightsFile.requireFits(536_870_909);
        assertThatThrownBy(() -> WeightsFile.requireFits(600_000_000))
                .isInstanceOf(ModelFileException.class)
                .hasMessage("the weights and the state of the optimizer have 2400000000 bytes; this kind of file holds"
                        + " at most 2 GiB. Save as .safetensors, which holds more");
    }

    @Test
    void misfits_areListedLayerByLayer() {
        Path file = folder.resolve("saved.weights.h5");
        Sequential.of(input(3), dense(4).named("a"), dense(2).named("b"), dense(2).named("c"))
                .saveWeights(file);
        Model other = Sequential.of(input(3), dense(5).named("a"), dense(2).named("b"), dense(2).named("c"));
        String before = other.weightsSha256();
        assertThatThrownBy(() -> other.loadWeights(file, false))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage(file + ": the weights do not fit the model: layer \"a\": kernel (layers/dense/vars/0) must"
                        + " have shape [3, 5], got [3, 4]; layer \"b\": kernel (layers/dense_1/vars/0) must have shape"
                        + " [5, 2], got [4, 2]");
        assertThat(other.weightsSha256()).isEqualTo(before);
    }

    @Test
    void skippedMisfits_keepTheirWeights() {
        Path file = folder.resolve("saved.weights.h5");
        Model saved = Sequential.of(input(3), dense(4), dense(2), dense(2)).seed(1);
        saved.saveWeights(file);
        Model other = Sequential.of(input(3), dense(5), dense(2), dense(2)).seed(2);
        float[] first = other.parameters().copy(other.parameters().slices().getFirst());
        assertThat(other.loadWeights(file, true)).hasSize(2).allMatch(line -> line.startsWith("layer \"dense"));
        assertThat(other.parameters().copy(other.parameters().slices().getFirst()))
                .containsExactly(first);
        assertThat(other.parameters().copy(other.parameters().slices(3).getFirst()))
                .containsExactly(
                        saved.parameters().copy(saved.parameters().slices(3).getFirst()));
    }

    @Test
    void anotherOptimizersState_isLeftOut() {
        Path file = folder.resolve("saved.weights.h5");
        Model saved = Sequential.of(input(3), dense(2));
        saved.compile(new Adam(), new MeanSquaredError());
        Rows rows = Rows.of(new float[][] {{1, 2, 3}});
        Dataset data = Dataset.of(rows, Rows.of(new float[][] {{1, 0}}));
        saved.fit(data, Fit.epochs(1));
        saved.saveWeights(file);
        Model other = Sequential.of(input(3), dense(2));
        other.compile(new Sgd(), new MeanSquaredError());
        other.loadWeights(file, false);
        assertThat(other.weightsSha256()).isEqualTo(saved.weightsSha256());
    }

    @Test
    void otherFiles_areRefused() throws Exception {
        Model model = Sequential.of(input(3), dense(2));
        assertThatThrownBy(() -> model.loadWeights(folder.resolve("none.weights.h5"), false))
                .hasMessage("there is no file " + folder.resolve("none.weights.h5"));
        Path text = Files.writeString(folder.resolve("text.weights.h5"), "text");
        assertThatThrownBy(() -> model.loadWeights(text, false))
                .hasMessageStartingWith(text + ": the file: it is not an HDF5 file, or is damaged");
        assertThatThrownBy(() -> model.loadWeights(folder.resolve("x.bin"), false))
                .hasMessageEndingWith("must end in .weights.h5 or .safetensors");
    }

    static List<Rows> inputs(JsonNode numbers) {
        List<Rows> inputs = new ArrayList<>();
        numbers.path("inputs").forEach(input -> inputs.add(Fixtures.rows(input)));
        return inputs;
    }

    static void goesOnTraining(Model model, JsonNode numbers) {
        Dataset data = new Dataset(inputs(numbers), List.of(Fixtures.rows(numbers.path("y"))), null);
        History history = model.fit(data, Fit.epochs(3).batchSize(4).shuffle(false));
        float[] expected = Fixtures.numbers(numbers.path("resumed").path("loss"));
        for (int epoch = 0; epoch < 3; epoch++) {
            assertThat(history.get("loss").get(epoch)).isCloseTo(expected[epoch], within(1e-5));
        }
    }

    static void assertClose(float[] actual, float[] expected) {
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < actual.length; i++) {
            assertThat(actual[i]).isCloseTo(expected[i], within(1e-6f * Math.max(1, Math.abs(expected[i]))));
        }
    }
}
