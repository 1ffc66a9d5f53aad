package gradus.keras;

import static gradus.layers.Layers.dense;
import static gradus.layers.Layers.input;
import static org.assertj.core.api.Assertions.assertThat;

import gradus.Model;
import gradus.Sequential;
import gradus.losses.MeanSquaredError;
import gradus.optimizers.Adam;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Files are written and read on a thread that was asked to end.
class InterruptedSaveTest {
    private final Path folder;

    InterruptedSaveTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @AfterEach
    void clear() {
        Thread.interrupted();
    }

    private static Model model(int seed) {
        Model model = Sequential.of(input(3), dense(2)).seed(seed);
        model.compile(new Adam(), new MeanSquaredError());
        return model;
    }

    @ParameterizedTest
    @ValueSource(strings = {"model.keras", "model.safetensors"})
    void model_isSavedAndLoaded(String name) {
        Model model = model(1);
        Thread.currentThread().interrupt();
        model.save(folder.resolve(name));
        Model back = Model.load(folder.resolve(name));
        assertThat(Thread.currentThread().isInterrupted()).isTrue();
        assertThat(back.weightsSha256()).isEqualTo(model.weightsSha256());
    }

    @ParameterizedTest
    @ValueSource(strings = {"model.weights.h5", "model.safetensors"})
    void weights_areSavedAndLoaded(String name) {
        Model model = model(1);
        Model other = model(2);
        Thread.currentThread().interrupt();
        model.saveWeights(folder.resolve(name));
        other.loadWeights(folder.resolve(name), false);
        assertThat(Thread.currentThread().isInterrupted()).isTrue();
        assertThat(other.weightsSha256()).isEqualTo(model.weightsSha256());
    }
}
