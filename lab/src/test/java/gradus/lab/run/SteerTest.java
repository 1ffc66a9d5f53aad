package gradus.lab.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.lab.diagnosis.Diagnosis;
import gradus.lab.diagnosis.Evidence;
import gradus.lab.messages.LabSettings;
import gradus.lab.messages.LabSettings.DataChoice;
import gradus.lab.messages.LabSettings.LayerChoice;
import gradus.lab.messages.Messages.Change;
import gradus.lab.messages.Messages.WeightChange;
import gradus.lab.messages.RunState;
import gradus.lab.pages.Choices;
import gradus.lab.view.WatchedRun;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class SteerTest {
    private final Uploads uploads = new Uploads();

    @AfterEach
    void close() {
        uploads.close();
    }

    private static LabSettings settings(LayerChoice layer, String optimizer, Map<String, Object> arguments) {
        return settings(layer, optimizer, arguments, "constant", Map.of(), 16);
    }

    private static LabSettings settings(
            LayerChoice layer,
            String optimizer,
            Map<String, Object> arguments,
            String schedule,
            Map<String, Object> scheduleArguments,
            int batch) {
        return new LabSettings(
                new DataChoice("generator", "circle", 300, 0.05, 1, "", 0.3, true),
                List.of(layer),
                "",
                optimizer,
                arguments,
                0.03,
                schedule,
                scheduleArguments,
                batch,
                20,
                3,
                0,
                0);
    }

    private static LayerChoice layer(String normalization, double dropout) {
        return new LayerChoice(5, "tanh", true, normalization, dropout, "glorot_uniform");
    }

    private static final LayerChoice PLAIN = layer("none", 0);

    @Test
    void anotherRateFromHere_goesOnLikeACallbackThatSetsIt() {
        Run run = new Run(1, settings(PLAIN, "adam", Map.of()), uploads);
        Run other = new Run(2, settings(PLAIN, "adam", Map.of()), uploads);
        for (int i = 0; i < 7; i++) {
            run.step();
            other.step();
        }

        run.steer(run.settings().learningRate(0.1));
        other.updater().learningRate(0.1);
        run.epoch();
        other.epoch();

        assertThat(run.model().weightsSha256()).isEqualTo(other.model().weightsSha256());
        assertThat(run.curve().all()).isEqualTo(other.curve().all());
        assertThat(run.changes()).containsExactly(new Change(0, 7, 7, 7.0 / 14, "learning rate 0.03 → 0.1"));
        assertThat(run.changes().getFirst().said()).isEqualTo("epoch 0, batch 7: learning rate 0.03 → 0.1");
        assertThat(run.learningRate()).isEqualTo(0.1);
    }

    @Test
    void batchDropoutPriceAndOptimizer_canChangeOnTheWay() {
        Run run = new Run(1, settings(PLAIN, "adam", Map.of()), uploads);
        run.epoch();
        run.step();
        long steps = run.steps();
        String weights = run.model().weightsSha256();

        run.steer(settings(layer("none", 0.2), "sgd", Map.of("momentum", 0.9), "cosine_decay", Map.of(), 32));

        assertThat(run.model().weightsSha256()).isEqualTo(weights);
        assertThat(run.steps()).isEqualTo(steps);
        assertThat(run.batches()).isZero();
        run.epoch();
        assertThat(run.epochs()).isEqualTo(2);
        assertThat(run.steps()).isEqualTo(steps + (210 + 31) / 32);
        assertThat(run.changes().getFirst().what())
                .contains("batch 16 → 32", "hidden 1 dropout 0 → 0.2", "optimizer adam → sgd");
        assertThat(run.revision()).isEqualTo(1);
    }

    @Test
    void moreEpochsFromHere_moveTheEnd() {
        Run run = new Run(1, settings(PLAIN, "adam", Map.of()), uploads);
        while (run.goesOn()) {
            run.step();
        }
        LabSettings old = run.settings();

        run.steer(new LabSettings(old.data(), old.layers(), "", "adam", Map.of(), 0.03, "constant", 16, 25, 3, 0, 0));
        while (run.goesOn()) {
            run.step();
        }

        assertThat(run.epochs()).isEqualTo(25);
    }

    @Test
    void otherWeightsOrData_needARunOfTheirOwn() {
        Run run = new Run(1, settings(PLAIN, "adam", Map.of()), uploads);
        run.step();
        String weights = run.model().weightsSha256();

        assertThatThrownBy(() -> run.steer(settings(layer("batch", 0), "adam", Map.of())))
                .hasMessageContaining("only be trained from the start");
        assertThatThrownBy(() -> run.steer(Choices.start())).hasMessageContaining("only be taken from the start");
        assertThat(run.model().weightsSha256()).isEqualTo(weights);
        assertThat(run.changes()).isEmpty();
    }

    @Test
    void aWeight_canBeSet() {
        WatchedRun watched = new WatchedRun(new Run(1, settings(PLAIN, "adam", Map.of()), uploads));

        watched.set(new WeightChange(0, 1, 4, 2.5));
        watched.set(new WeightChange(1, -1, 0, -1));

        var picture = watched.picture();
        assertThat(picture.layers().getFirst().weights()[1][4]).isEqualTo(2.5f);
        assertThat(picture.layers().get(1).biases()[0]).isEqualTo(-1f);
        assertThat(watched.run().changes())
                .hasSize(2)
                .first()
                .extracting(Change::what)
                .asString()
                .contains("hidden 1, weight 2 of unit 5 = 2.5");
        assertThatThrownBy(() -> watched.set(new WeightChange(0, 2, 0, 1))).hasMessageContaining("has no input 3");
        assertThatThrownBy(() -> watched.set(new WeightChange(5, 0, 0, 1))).hasMessageContaining("no column 6");
        assertThatThrownBy(() -> watched.set(new WeightChange(0, 0, 0, Double.NaN)))
                .hasMessageContaining("must be");
    }

    @Test
    void aNormalizedWeight_actsAsItWasSet() {
        WatchedRun watched = new WatchedRun(new Run(1, settings(layer("weight", 0), "adam", Map.of()), uploads));
        watched.epoch();
        float[][] before = watched.picture().layers().getFirst().weights();

        watched.set(new WeightChange(0, 0, 2, 0.75));

        float[][] after = watched.picture().layers().getFirst().weights();
        assertThat(after[0][2]).isCloseTo(0.75f, org.assertj.core.data.Offset.offset(1e-6f));
        assertThat(after[1][2]).isCloseTo(before[1][2], org.assertj.core.data.Offset.offset(1e-6f));
        assertThat(after[0][1]).isEqualTo(before[0][1]);
        assertThat(watched.describe().layers().get(1).formula()).isEqualTo("2 × 5 weights + 5 biases + 5 lengths");
        assertThat(watched.describe().layers().get(1).parameters()).isEqualTo(20);
    }

    @Test
    void everyOptimizerAndSchedule_takesItsArguments() {
        var catalog = Choices.catalog(uploads);
        for (var optimizer : catalog.optimizers()) {
            Run run = new Run(1, settings(PLAIN, optimizer.name(), optimizer.arguments()), uploads);
            run.step();
            assertThat(run.steps()).as(optimizer.name()).isEqualTo(1);
        }
        for (var schedule : catalog.schedules()) {
            Run run = new Run(1, settings(PLAIN, "sgd", Map.of(), schedule.name(), Map.of(), 16), uploads);
            Map<String, Object> arguments = new WatchedRun(run).describe().schedule();
            Run again = new Run(2, settings(PLAIN, "sgd", Map.of(), schedule.name(), arguments, 16), uploads);
            assertThat(new WatchedRun(again).describe().rates())
                    .as(schedule.name())
                    .isEqualTo(new WatchedRun(run).describe().rates())
                    .hasSize(80);
        }
    }

    @Test
    void whatIsDoneAroundEveryOptimizer_canBeAskedFor() {
        Run run = new Run(
                1, settings(PLAIN, "adam", Map.of("clipnorm", 0.5, "weight_decay", 0.01, "use_ema", true)), uploads);

        assertThat(run.updater().optimizer().options().clipnorm()).isEqualTo(0.5);
        assertThat(run.updater().optimizer().options().useEma()).isTrue();
        assertThatThrownBy(() -> new Run(1, settings(PLAIN, "adam", Map.of("learning_rate", 1)), uploads))
                .hasMessageContaining("has no argument \"learning_rate\"");
        assertThatThrownBy(() -> new Run(1, settings(PLAIN, "adam", Map.of("clipnorm", "1) sgd(")), uploads))
                .hasMessageContaining("must be a number or a switch");
        assertThatThrownBy(() ->
                        new Run(1, settings(PLAIN, "sgd", Map.of(), "cosine_decay", Map.of("alpha", "x"), 16), uploads))
                .hasMessageContaining("must be a number or a switch");
    }

    @Test
    void aLossThatDoesNotFit_isShownAndNotTrained() {
        LabSettings start = Choices.start();
        Run run = new Run(
                1,
                new LabSettings(
                        start.data(),
                        start.layers(),
                        "sparse_categorical_crossentropy",
                        "adam",
                        Map.of(),
                        0.01,
                        "constant",
                        16,
                        10,
                        0,
                        0,
                        0),
                uploads);

        run.step();
        run.epoch();

        assertThat(run.state()).isEqualTo(RunState.BLOCKED);
        assertThat(run.steps()).isZero();
        assertThat(Diagnosis.of(run, new WatchedRun(run).picture(), Evidence.NONE)
                        .getFirst()
                        .rule())
                .isEqualTo("head");
    }
}
