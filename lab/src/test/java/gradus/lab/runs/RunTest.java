package gradus.lab.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.Model;
import gradus.experiments.Experiment;
import gradus.lab.messages.LabSettings;
import gradus.lab.messages.LabSettings.DataChoice;
import gradus.lab.messages.LabSettings.LayerChoice;
import gradus.lab.messages.Messages.Verdict;
import gradus.tables.CsvOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RunTest {
    private final Uploads uploads = new Uploads();

    @AfterEach
    void close() {
        uploads.close();
    }

    private static LabSettings settings(
            String data, List<LayerChoice> layers, String optimizer, double rate, int batch, int epochs) {
        return new LabSettings(
                new DataChoice("generator", data, 300, 0.05, 1, "", 0.3, true),
                layers,
                "",
                optimizer,
                Map.of(),
                rate,
                "constant",
                batch,
                epochs,
                3,
                0,
                0);
    }

    private static LayerChoice layer(int units, String activation, String initializer) {
        return new LayerChoice(units, activation, true, "none", 0, initializer);
    }

    private Run trained(LabSettings settings, int epochs) {
        Run run = new Run(1, settings, uploads);
        for (int i = 0; i < epochs; i++) {
            run.epoch();
        }
        return run;
    }

    private static List<String> rules(Run run) {
        return Diagnosis.of(run, run.probe().picture()).stream()
                .map(Verdict::rule)
                .toList();
    }

    @Test
    void steppedByHand_makesTheBitsOfFit() {
        for (String data : List.of("xor", "blobs", "hills")) {
            LabSettings settings = new LabSettings(
                    new DataChoice("generator", data, 300, 0.05, 1, "", 0.3, true),
                    List.of(
                            new LayerChoice(8, "relu", false, "batch", 0.2, "he_normal"),
                            new LayerChoice(5, "tanh", true, "layer", 0, "glorot_uniform")),
                    "",
                    "nesterov_momentum",
                    Map.of("momentum", 0.8),
                    0.03,
                    "cosine_decay",
                    16,
                    7,
                    3,
                    0.0001,
                    0.001);
            Run run = new Run(1, settings, uploads);
            while (run.goesOn()) {
                run.step();
                run.probe().picture();
            }

            Experiment same = Experiment.of(run.plan().settings(), new CsvOptions());
            same.run(List.of(), 1);

            assertThat(run.model().weightsSha256())
                    .as(data)
                    .isEqualTo(same.model().weightsSha256());
            assertThat(run.epochs()).isEqualTo(7);
        }
    }

    @Test
    void xor_isLearned() {
        Run run = trained(Choices.start(), 60);

        assertThat(run.curve().all().getLast().values().get(1)).isGreaterThan(0.95);
        assertThat(rules(run)).contains("learned");
    }

    @Test
    void aPicture_showsTheSurfaceAndEveryNeuron() {
        Run run = new Run(1, Choices.start(), uploads);
        run.watchedStep();
        var picture = run.probe().picture();

        assertThat(picture.layers()).hasSize(3);
        assertThat(picture.layers().getFirst().neurons()).hasSize(6);
        assertThat(java.util.Base64.getDecoder().decode(picture.surface())).hasSize(Plane.SIDE * Plane.SIDE);
        assertThat(picture.layers().getFirst().weights()).hasDimensions(2, 6);
        assertThat(picture.layers().getFirst().gradientNorm()).isPositive();
    }

    @Test
    void aRateThatIsMuchTooHigh_isNamed() {
        assertThat(rules(trained(
                        settings("spiral", List.of(layer(8, "tanh", "glorot_uniform")), "sgd", 100, 16, 50), 30)))
                .containsAnyOf("rate-too-high", "diverged");
    }

    @Test
    void aRateThatIsMuchTooLow_isNamed() {
        assertThat(rules(trained(
                        settings("circle", List.of(layer(8, "tanh", "glorot_uniform")), "sgd", 1e-5, 32, 50), 30)))
                .contains("rate-too-low");
    }

    @Test
    void equalWeights_areNamed() {
        List<LayerChoice> equal = List.of(layer(6, "tanh", "ones"), layer(4, "tanh", "ones"));

        assertThat(rules(trained(settings("circle", equal, "adam", 0.01, 32, 50), 3)))
                .contains("symmetric");
    }

    @Test
    void aGradientThatVanishes_isNamed() {
        List<LayerChoice> deep = java.util.Collections.nCopies(7, layer(8, "sigmoid", "glorot_uniform"));

        assertThat(rules(trained(settings("circle", deep, "sgd", 0.03, 32, 50), 5)))
                .contains("vanishing");
    }

    @Test
    void deadUnits_areNamed() {
        Run run = trained(settings("circle", List.of(layer(6, "relu", "he_normal")), "sgd", 0.01, 32, 50), 1);
        float[] weights = run.model().parameters().values();
        var bias = run.model().parameters().slices().stream()
                .filter(slice -> slice.spec().name().equals("bias"))
                .findFirst()
                .orElseThrow();
        for (int i = bias.offset(); i < bias.end(); i++) {
            weights[i] = -100;
        }

        assertThat(rules(run)).contains("dead");
    }

    @Test
    void saturation_isNamed() {
        assertThat(rules(trained(
                        new LabSettings(
                                new DataChoice("generator", "circle", 300, 0.05, 1, "", 0.3, false),
                                List.of(layer(64, "tanh", "ones"), layer(6, "tanh", "ones")),
                                "",
                                "sgd",
                                Map.of(),
                                0.001,
                                "constant",
                                32,
                                50,
                                3,
                                0,
                                0),
                        2)))
                .contains("saturated");
    }

    @Test
    void learningByHeart_isNamed() {
        LabSettings few = new LabSettings(
                new DataChoice("generator", "moons", 60, 0.45, 1, "", 0.5, true),
                List.of(layer(32, "relu", "he_normal"), layer(32, "relu", "he_normal")),
                "",
                "adam",
                Map.of(),
                0.01,
                "constant",
                8,
                300,
                3,
                0,
                0);

        assertThat(rules(trained(few, 200))).contains("overfitting");
    }

    @Test
    void batchNormalizationOfOneRow_isNamed() {
        LabSettings one = settings(
                "circle", List.of(new LayerChoice(4, "relu", true, "batch", 0, "he_normal")), "adam", 0.01, 1, 50);

        assertThat(rules(new Run(1, one, uploads))).contains("batch-norm-of-one");
    }

    @Test
    void aLossThatIsNoNumber_endsTheRunAndKeepsItsWeights() {
        Run run = trained(settings("hills", List.of(layer(16, "relu", "he_normal")), "sgd", 900, 16, 50), 20);

        assertThat(run.state()).isEqualTo("diverged");
        assertThat(rules(run)).contains("diverged");
    }

    @Test
    void anUpload_isATableToLearnFrom() {
        StringBuilder table = new StringBuilder("a,b,kind\n");
        for (int i = 0; i < 60; i++) {
            table.append(i % 7)
                    .append(',')
                    .append(i % 5)
                    .append(',')
                    .append(i % 7 > 3 ? "big" : "small")
                    .append('\n');
        }
        var uploaded = uploads.add(
                "../../my table.csv", new ByteArrayInputStream(table.toString().getBytes(StandardCharsets.UTF_8)));
        LabSettings mine = new LabSettings(
                new DataChoice("upload", uploaded.id(), 100, 0, 0, "kind", 0.3, true),
                List.of(layer(4, "tanh", "glorot_uniform")),
                "",
                "adam",
                Map.of(),
                0.03,
                "constant",
                8,
                50,
                0,
                0,
                0);

        Run run = trained(mine, 2);

        assertThat(uploaded.name()).doesNotContain("/");
        assertThat(run.describe().labels()).containsExactlyInAnyOrder("big", "small");
        assertThat(run.epochs()).isEqualTo(2);
    }

    @Test
    void settingsOutOfBounds_areRefusedInWords() {
        assertThatThrownBy(() -> Plan.of(settings("../etc", List.of(), "adam", 0.1, 8, 5), uploads))
                .hasMessageContaining("no generator is named");
        assertThatThrownBy(() ->
                        Plan.of(settings("xor", List.of(layer(65, "tanh", "zeros")), "adam", 0.1, 8, 5), uploads))
                .hasMessageContaining("the number of units must be from 1 to 64");
        assertThatThrownBy(() -> Plan.of(
                        settings("xor", List.of(layer(4, "tanh) dense(9999", "zeros")), "adam", 0.1, 8, 5), uploads))
                .hasMessageContaining("no activation is named");
        assertThatThrownBy(() -> Plan.of(
                        settings(
                                "xor", java.util.Collections.nCopies(11, layer(4, "tanh", "zeros")), "adam", 0.1, 8, 5),
                        uploads))
                .hasMessageContaining("at most 10 hidden layers");
    }

    @Test
    void aSavedModel_hasTheWeightsOfTheRun(@TempDir Path folder) throws IOException {
        Run run = trained(Choices.start(), 2);

        run.save(folder.resolve("model.keras"));

        assertThat(Model.load(folder.resolve("model.keras")).weightsSha256())
                .isEqualTo(run.model().weightsSha256());
    }

    @Test
    void lookingIntoAStep_changesNothing() {
        Run run = trained(Choices.start(), 2);
        String before = run.model().weightsSha256();

        var view = Stepper.view(run, 5);

        assertThat(run.model().weightsSha256()).isEqualTo(before);
        assertThat(view.layers()).hasSize(3);
        var first = view.layers().getFirst();
        double sum = first.bias();
        for (int i = 0; i < first.weights().size(); i++) {
            sum += first.weights().get(i) * first.incoming().get(i);
            assertThat(first.gradients().get(i) / first.incoming().get(i))
                    .isCloseTo(first.biasGradient(), org.assertj.core.data.Offset.offset(1e-5f));
        }
        assertThat(first.sum()).isCloseTo((float) sum, org.assertj.core.data.Offset.offset(1e-5f));
    }

    @Test
    void theKerasCode_namesEveryLayer() {
        assertThat(Exports.keras(trained(Choices.start(), 1)))
                .contains("layers.Dense(6, activation=\"tanh\"")
                .contains("keras.optimizers.Adam(learning_rate=0.01)")
                .contains("layers.Dense(1, activation=\"sigmoid\")");
    }

    @Test
    void theCurves_areALineAnEpoch() {
        assertThat(Exports.csv(trained(Choices.start(), 3)).lines())
                .hasSize(4)
                .first()
                .isEqualTo("epoch,loss,accuracy,auc,val_loss,val_accuracy,val_auc");
    }
}
