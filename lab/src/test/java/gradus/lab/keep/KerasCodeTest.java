package gradus.lab.keep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.Model;
import gradus.lab.messages.KeptRun;
import gradus.lab.messages.LabSettings;
import gradus.lab.messages.LabSettings.DataChoice;
import gradus.lab.messages.LabSettings.LayerChoice;
import gradus.lab.messages.Messages.Change;
import gradus.lab.pages.Choices;
import gradus.lab.run.Run;
import gradus.lab.run.Uploads;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The text; that Keras takes it, and trains to the same losses with it, was tried by hand.
final class KerasCodeTest {
    private final Uploads uploads = new Uploads();

    @AfterEach
    void close() {
        uploads.close();
    }

    private Run run(
            String data,
            LayerChoice layer,
            String loss,
            String optimizer,
            Map<String, Object> arguments,
            String schedule,
            double l2) {
        return new Run(
                1,
                new LabSettings(
                        new DataChoice("generator", data, 100, 0.05, 1, "", 0.3, true),
                        List.of(layer),
                        loss,
                        optimizer,
                        arguments,
                        0.02,
                        schedule,
                        Map.of(),
                        0,
                        10,
                        3,
                        0,
                        l2),
                uploads);
    }

    private static LayerChoice layer(String activation, String normalization, String initializer) {
        return new LayerChoice(6, activation, true, normalization, 0.1, initializer);
    }

    private static String code(Run run) {
        return KerasCode.of(run, run.kept());
    }

    @Test
    void layersAndTraining_areWrittenOut() {
        String code = code(run(
                "hills",
                layer("relu_6", "batch", "kaiming_normal"),
                "",
                "adam_w",
                Map.of("beta_1", 0.8, "clipnorm", 0.5),
                "cosine_decay",
                0.01));

        assertThat(code)
                .contains("keras.Input((2,))", "layers.Normalization(mean=[", "keras.utils.set_random_seed(3)")
                .contains("layers.Dense(6, kernel_initializer=keras.initializers.VarianceScaling(2.0, \"fan_in\","
                        + " \"untruncated_normal\"), kernel_regularizer=keras.regularizers.L1L2(0.0, 0.01))")
                .contains("layers.BatchNormalization(),\n    layers.Activation(\"relu6\"),\n    layers.Dropout(0.1)")
                .contains("layers.Dense(1, activation=\"linear\")")
                .contains("keras.optimizers.AdamW(learning_rate=keras.optimizers.schedules.CosineDecay("
                        + "initial_learning_rate=0.02, decay_steps=10.0, alpha=0.0, warmup_target=None,"
                        + " warmup_steps=0.0), beta_1=0.8, clipnorm=0.5)")
                .contains("loss=keras.losses.MeanSquaredError()", "batch_size=len(x_train)");
    }

    @Test
    void aPlainNet_isAPlainProgram() {
        Run run = new Run(1, Choices.start(), uploads);
        run.epoch();

        assertThat(code(run))
                .contains("layers.Dense(6, activation=\"tanh\", kernel_initializer=\"glorot_uniform\")")
                .contains("keras.optimizers.Adam(learning_rate=0.01)")
                .contains("layers.Dense(1, activation=\"sigmoid\")")
                .contains("batch_size=16, epochs=1");
    }

    @Test
    void whatWasChangedOnTheWay_isNoted() {
        Run run = new Run(1, Choices.start(), uploads);
        run.epoch();
        run.steer(run.settings().learningRate(0.5));

        assertThat(code(run))
                .startsWith(
                        "# Changed during the run, which this program does not do: epoch 1: learning rate 0.01 → 0.5")
                .contains("learning_rate=0.5");
    }

    /// Kept runs are files, which others may have written.
    @Test
    void whatAFileSays_isACommentToItsEnd() {
        Run run = new Run(1, Choices.start(), uploads);
        KeptRun kept = run.kept();
        Change change = new Change(0, 0, 0, 0, "a\nimport os\r\nos.system('b')\fc\u2028d");
        KeptRun hostile = new KeptRun(
                kept.version(),
                kept.id(),
                kept.name(),
                kept.named(),
                kept.settings(),
                kept.state(),
                kept.names(),
                kept.epochs(),
                kept.exact(),
                kept.sha256(),
                kept.curve(),
                List.of(change));

        List<String> lines = KerasCode.of(run, hostile).lines().toList();

        assertThat(lines.getFirst())
                .isEqualTo("# Changed during the run, which this program does not do: epoch 0:"
                        + " a?import os??os.system('b')?c?d");
        assertThat(lines.get(1)).isEqualTo("import keras");
    }

    @Test
    void whatKerasLacks_isRefusedInWords() {
        LayerChoice plain = layer("relu", "none", "zeros");
        assertThatThrownBy(() -> code(run("circle", plain, "", "nesterov_momentum", Map.of(), "constant", 0)))
                .hasMessageContaining("Keras has no optimizer NesterovMomentum");
        assertThatThrownBy(() -> code(run("circle", plain, "", "sgd", Map.of(), "one_cycle", 0)))
                .hasMessageContaining("Keras has no schedule OneCycle");
        assertThatThrownBy(
                        () -> code(run("circle", layer("relu", "weight", "zeros"), "", "sgd", Map.of(), "constant", 0)))
                .hasMessageContaining("Keras has no weight normalization");
        assertThatThrownBy(() -> code(run("hills", plain, "root_mean_squared_error", "sgd", Map.of(), "constant", 0)))
                .hasMessageContaining("Keras has no loss RootMeanSquaredError");
    }

    @Test
    void everyActivationAndInitializer_isWritten() {
        var catalog = Choices.catalog(uploads);
        for (var activation : catalog.activations()) {
            assertThat(code(run(
                            "circle", layer(activation.name(), "none", "zeros"), "", "sgd", Map.of(), "constant", 0)))
                    .contains("activation=\"");
        }
        for (var initializer : catalog.initializers()) {
            assertThat(code(run(
                            "circle", layer("relu", "none", initializer.name()), "", "sgd", Map.of(), "constant", 0)))
                    .contains("kernel_initializer=");
        }
    }

    @Test
    void aRegression_isSavedAsAModelThatAnswersInTheUnitsOfTheData(@TempDir Path folder) throws IOException {
        Run run = run("plane", layer("tanh", "none", "glorot_uniform"), "", "adam", Map.of(), "constant", 0);
        run.epoch();

        run.save(folder.resolve("model.keras"));

        Model loaded = Model.load(folder.resolve("model.keras"));
        assertThat(loaded.predict(run.train().input()).toArray())
                .isEqualTo(
                        run.experiment().finished().predict(run.train().input()).toArray());
    }
}
