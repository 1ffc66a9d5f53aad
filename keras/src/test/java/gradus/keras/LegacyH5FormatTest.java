package gradus.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.Model;
import gradus.optimizers.Adam;
import gradus.training.SavedModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class LegacyH5FormatTest {
    private static final Path FOLDER =
            Objects.requireNonNull(Fixtures.file("weights/chain").getParent());

    @ParameterizedTest
    @ValueSource(strings = {"chain", "nested"})
    void modelsOfKeras3_goOnTraining(String name) {
        Model model = Model.load(FOLDER.resolve(name + ".h5"));
        JsonNode numbers = Fixtures.numbers(FOLDER.resolve(name + ".keras"));
        WeightsH5FormatTest.assertClose(
                Fixtures.predict(model, WeightsH5FormatTest.inputs(numbers)),
                Fixtures.numbers(numbers.path("predictions")));
        WeightsH5FormatTest.goesOnTraining(model, numbers);
    }

    @ParameterizedTest
    @ValueSource(strings = {"chain", "nested"})
    void modelsOfKeras2_predict_andAreCompiled(String name) throws IOException {
        Path file = FOLDER.resolve(name + ".keras2.h5");
        JsonNode numbers = Fixtures.numbers(FOLDER.resolve(name + ".keras"));
        WeightsH5FormatTest.assertClose(
                Fixtures.predict(Model.load(file), WeightsH5FormatTest.inputs(numbers)),
                Fixtures.numbers(numbers.path("predictions")));
        SavedModel saved = new LegacyH5Format().load(file);
        SavedModel modern = new KerasFormat().load(FOLDER.resolve(name + ".keras"));
        assertThat(saved.compilation()).isEqualTo(modern.compilation());
        assertThat(saved.graph().toString()).isEqualTo(modern.graph().toString());
        assertThat(saved.optimizerState()).isNull();
        assertThat(saved.notes()).isEmpty();
    }

    /// Keras up to 2.2.2, with the chain as a list of layers; Keras 1, with other words; tf.keras 2.12 to 2.15.
    @ParameterizedTest
    @ValueSource(strings = {"chain.keras222.h5", "chain.keras1.h5", "chain.tf213.keras"})
    void olderFiles_predict_andAreCompiled(String name) {
        Model model = Model.load(Path.of("src", "test", "resources", "older", name));
        JsonNode numbers = Fixtures.numbers(FOLDER.resolve("chain.keras"));
        WeightsH5FormatTest.assertClose(
                Fixtures.predict(model, WeightsH5FormatTest.inputs(numbers)),
                Fixtures.numbers(numbers.path("predictions")));
        assertThat(model.notes()).isEmpty();
        assertThat(model.compilation().optimizer()).isEqualTo(new Adam(0.01));
        Object first = model.graph().layers().get(1).layer();
        if (name.contains("keras1")) {
            assertThat(first.toString()).contains("L1L2[l1=0.0, l2=0.01]", "MaxNorm[maxValue=9.0");
        }
    }

    @Test
    void compilation_isReadWithItsOptions() throws IOException {
        SavedModel saved = new LegacyH5Format().load(FOLDER.resolve("chain.keras2.h5"));
        assertThat(Objects.requireNonNull(saved.compilation()).optimizer()).isEqualTo(new Adam(0.01));
    }

    @Test
    void savingIsRefused_withWhatToDo(@TempDir Path folder) {
        Model model = Model.load(FOLDER.resolve("chain.h5"));
        assertThatThrownBy(() -> model.save(folder.resolve("x.h5")))
                .hasMessageContaining("save to a file that ends in .keras");
        assertThat(folder.toFile().list()).isEmpty();
    }

    @Test
    void weightsAlone_areNoModel(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("x.h5");
        Files.copy(FOLDER.resolve("chain.weights.h5"), file);
        assertThatThrownBy(() -> Model.load(file)).hasMessageContaining("it holds no model, only weights");
    }
}
