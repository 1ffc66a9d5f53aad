package gradus.lab.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.Model;
import gradus.data.tables.CsvOptions;
import gradus.experiment.Experiment;
import gradus.lab.keep.Exports;
import gradus.lab.messages.LabSettings;
import gradus.lab.messages.LabSettings.DataChoice;
import gradus.lab.messages.LabSettings.LayerChoice;
import gradus.lab.pages.Choices;
import gradus.lab.view.Plane;
import gradus.lab.view.WatchedRun;
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
            WatchedRun watched = new WatchedRun(run);
            while (run.goesOn()) {
                watched.step();
                watched.picture();
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
    }

    @Test
    void aPicture_showsTheSurfaceAndEveryNeuron() {
        WatchedRun run = new WatchedRun(new Run(1, Choices.start(), uploads));
        run.step();
        var picture = run.picture();

        assertThat(picture.layers()).hasSize(3);
        assertThat(picture.layers().getFirst().neurons()).hasSize(6);
        assertThat(java.util.Base64.getDecoder().decode(picture.surface())).hasSize(Plane.SIDE * Plane.SIDE);
        assertThat(picture.layers().getFirst().weights()).hasDimensions(2, 6);
        assertThat(picture.layers().getFirst().gradientNorm()).isPositive();
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
        assertThat(new WatchedRun(run).describe().labels()).containsExactlyInAnyOrder("big", "small");
        assertThat(run.epochs()).isEqualTo(2);
    }

    @Test
    void networkOfTooManyParameters_isRefusedInWords() {
        String uploaded = uploads.add(
                        "wide.csv", new ByteArrayInputStream(wide(9900).getBytes(StandardCharsets.UTF_8)))
                .id();
        LabSettings settings = new LabSettings(
                new DataChoice("upload", uploaded, 0, 0, 0, "c1", 0.3, true),
                List.of(layer(64, "relu", "he_normal")),
                "",
                "adam",
                Map.of(),
                0.01,
                "constant",
                2,
                1,
                3,
                0,
                0);
        // A seventh of the columns never change, and are left out.
        assertThatThrownBy(() -> new Run(1, settings, uploads))
                .hasMessageMatching(
                        "this network has \\d+ parameters, and the lab holds at most 500000; use fewer units");
    }

    /// A table of many columns and few rows.
    private static String wide(int columns) {
        StringBuilder text = new StringBuilder();
        for (int row = 0; row < 9; row++) {
            for (int column = 0; column < columns; column++) {
                text.append(column > 0 ? "," : "").append(row == 0 ? "c" + column : "" + row * column % 7);
            }
            text.append('\n');
        }
        return text.toString();
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
    void theCurves_areALineAnEpoch() {
        assertThat(Exports.csv(trained(Choices.start(), 3).kept()).lines())
                .hasSize(4)
                .first()
                .isEqualTo("epoch,loss,accuracy,auc,val_loss,val_accuracy,val_auc");
    }
}
