package gradus.lab.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.lab.messages.LabSettings;
import gradus.lab.messages.LabSettings.DataChoice;
import gradus.lab.messages.LabSettings.LayerChoice;
import gradus.lab.messages.Messages.Verdict;
import gradus.lab.messages.RunState;
import gradus.lab.pages.Choices;
import gradus.lab.run.Run;
import gradus.lab.run.Uploads;
import gradus.lab.view.WatchedRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Every rule is provoked by a real run.
final class DiagnosisTest {
    private final Uploads uploads = new Uploads();

    @AfterEach
    void close() {
        uploads.close();
    }

    @Test
    void theDocumentation_hasTheThresholdsOfTheCode() throws IOException {
        assertThat(Files.readString(Path.of("../docs/lab.md"))).contains(Rule.table());
    }

    private static DataChoice made(String name) {
        return new DataChoice("generator", name, 300, 0.05, 1, "", 0.3, true);
    }

    private static DataChoice measured(String name) {
        return new DataChoice("bundled", name, 300, 0, 0, "", 0.3, false);
    }

    private static LabSettings settings(
            DataChoice data, List<LayerChoice> layers, String loss, String optimizer, double rate, int epochs) {
        return new LabSettings(data, layers, loss, optimizer, Map.of(), rate, "constant", 32, epochs, 3, 0, 0);
    }

    private static LabSettings settings(
            String data, List<LayerChoice> layers, String optimizer, double rate, int batch, int epochs) {
        return new LabSettings(made(data), layers, "", optimizer, Map.of(), rate, "constant", batch, epochs, 3, 0, 0);
    }

    private static LayerChoice layer(int units, String activation, String initializer) {
        return new LayerChoice(units, activation, true, "none", 0, initializer);
    }

    private WatchedRun trained(LabSettings settings, int epochs) {
        WatchedRun run = new WatchedRun(new Run(1, settings, uploads));
        for (int i = 0; i < epochs; i++) {
            run.epoch();
        }
        return run;
    }

    private static List<Verdict> verdicts(WatchedRun run) {
        List<Verdict> verdicts = Diagnosis.of(run.run(), run.picture(), run.evidence(run.look()));
        assertThat(verdicts).allSatisfy(verdict -> {
            assertThat(verdict.title()).isNotBlank();
            assertThat(verdict.evidence()).isNotBlank();
            assertThat(verdict.threshold()).isNotBlank();
            assertThat(verdict.proof())
                    .matches("loss|metric|output|data-inputs|data-split|set-(batch|loss)|network-[0-9]+"
                            + "|layers-[0-9]+-(gradient|step|dead|saturated)");
            assertThat(verdict.fix().isEmpty()).isEqualTo(verdict.changes().isEmpty());
        });
        return verdicts;
    }

    private static List<String> rules(Run run) {
        return rules(new WatchedRun(run));
    }

    private static List<String> rules(WatchedRun run) {
        return verdicts(run).stream().map(Verdict::rule).toList();
    }

    @Test
    void whatWasLearned_isSaid() {
        assertThat(rules(trained(Choices.start(), 60))).contains("learned");
    }

    @Test
    void aGradientThatExplodes_isNamed() {
        List<LayerChoice> layers = List.of(layer(16, "relu", "he_normal"), layer(16, "relu", "he_normal"));
        WatchedRun run =
                new WatchedRun(new Run(1, settings(measured("auto_mpg"), layers, "", "sgd", 1e-12, 3), uploads));

        run.step();

        assertThat(rules(run)).contains("exploding");
    }

    @Test
    void columnsOfDifferentSize_areNamedUnlessTheyAreStandardized() {
        List<LayerChoice> layers = List.of(layer(4, "tanh", "glorot_uniform"));
        DataChoice wine = measured("wine");
        DataChoice standardized = new DataChoice("bundled", "wine", 300, 0, 0, "", 0.3, true);
        DataChoice points = new DataChoice("generator", "circle", 300, 0.05, 1, "", 0.3, false);

        assertThat(rules(new Run(1, settings(wine, layers, "", "adam", 0.01, 3), uploads)))
                .contains("unscaled");
        assertThat(rules(new Run(1, settings(standardized, layers, "", "adam", 0.01, 3), uploads)))
                .isEmpty();
        assertThat(rules(new Run(1, settings(points, layers, "", "adam", 0.01, 3), uploads)))
                .isEmpty();
    }

    @Test
    void aRunThatEndsTooEarly_isNamed() {
        List<LayerChoice> layers = List.of(layer(8, "tanh", "glorot_uniform"));

        assertThat(rules(trained(settings("xor", layers, "adam", 0.02, 32, 25), 25)))
                .contains("still-improving");
    }

    @Test
    void aLossThatTheHeadDoesNotFit_isNamed() {
        List<LayerChoice> layers = List.of(layer(4, "tanh", "glorot_uniform"));

        assertThat(rules(new Run(
                        1, settings(made("circle"), layers, "categorical_crossentropy", "adam", 0.01, 3), uploads)))
                .containsExactly("head");
        assertThat(rules(new Run(1, settings(made("hills"), layers, "binary_crossentropy", "adam", 0.01, 3), uploads)))
                .containsExactly("head");
        assertThat(rules(new Run(1, settings(made("circle"), layers, "mean_squared_error", "adam", 0.01, 3), uploads)))
                .containsExactly("loss-of-another-task");
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
        assertThat(rules(shifted("relu", "he_normal", -100))).contains("dead");
    }

    @Test
    void saturation_isNamed() {
        assertThat(rules(shifted("tanh", "glorot_uniform", 40))).contains("saturated");
    }

    /// A run whose first layer began with other biases.
    private WatchedRun shifted(String activation, String initializer, float biases) {
        LabSettings settings = settings("circle", List.of(layer(6, activation, initializer)), "sgd", 0.01, 32, 50);
        WatchedRun run = new WatchedRun(new Run(1, settings, uploads));
        float[] weights = run.run().model().parameters().values();
        var bias = run.run().model().parameters().slices().stream()
                .filter(slice -> slice.spec().name().equals("bias"))
                .findFirst()
                .orElseThrow();
        Arrays.fill(weights, bias.offset(), bias.end(), biases);
        for (int i = 0; i < 8; i++) {
            run.epoch();
        }
        return run;
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
        WatchedRun run = trained(settings("hills", List.of(layer(16, "relu", "he_normal")), "sgd", 900, 16, 50), 20);

        assertThat(run.run().state()).isEqualTo(RunState.DIVERGED);
        assertThat(rules(run)).contains("diverged");
    }
}
