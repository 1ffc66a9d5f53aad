package gradus.checkpoints;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.History;
import gradus.callbacks.CSVLogger;
import gradus.callbacks.Callback;
import gradus.callbacks.LearningRateScheduler;
import gradus.callbacks.TrainingEvent;
import gradus.optimizers.Adam;
import gradus.optimizers.AdamW;
import gradus.optimizers.LossScaleOptimizer;
import gradus.optimizers.MultiOptimizer;
import gradus.optimizers.NesterovMomentum;
import gradus.optimizers.Optimizer;
import gradus.optimizers.Sgd;
import gradus.schedules.CosineDecay;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Stopped anywhere, and gone on with: the same bits as never stopped.
class ResumeTest {
    private static final int STEPS = TrainingRun.EPOCHS * TrainingRun.STEPS_PER_EPOCH;

    private final Path folder;

    ResumeTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    private static Stream<Optimizer> optimizers() {
        return Stream.of(
                new Adam(0.02),
                new NesterovMomentum(0.05, 0.9),
                new Adam(0.02).gradientAccumulation(3),
                new AdamW(0.02).movingAverage(0.9, 4),
                new LossScaleOptimizer(
                        new MultiOptimizer(new Adam(0.02), List.of(".*kernel"), List.of(new Sgd(0.1, 0.9, false))),
                        4,
                        3),
                new Sgd(0.1).withLearningRate(new CosineDecay(0.1, 20)));
    }

    private static boolean isScheduled(Optimizer optimizer) {
        return optimizer instanceof Sgd;
    }

    private static TrainingRun run(Optimizer optimizer, int threads) {
        TrainingRun run = new TrainingRun();
        run.optimizer = optimizer;
        run.threads = threads;
        run.withPlateau = !isScheduled(optimizer);
        return run;
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void killAfterAnyBatch_changesNoBit(Optimizer optimizer) {
        TrainingRun whole = run(optimizer, 2);
        String expected = whole.result(whole.fit(null));
        for (int step = 1; step <= STEPS; step++) {
            Checkpoints checkpoints = Checkpoints.in(folder.resolve("kill" + step));
            int last = step;
            TrainingRun stopped = run(optimizer, 1 + step % 2);
            Consumer<CheckpointNotice> killer = notice -> {
                if (notice instanceof CheckpointNotice.Saved) {
                    throw new Killed();
                }
            };
            assertThatThrownBy(() -> stopped.fit(checkpoints.everySteps(last).listener(killer)))
                    .isInstanceOf(Killed.class);
            TrainingRun resumed = run(optimizer, 2 - step % 2);
            History history = resumed.fit(checkpoints.resume(true));
            assertThat(resumed.result(history)).as("killed after step %s", step).isEqualTo(expected);
            int begun = (step - 1) / TrainingRun.STEPS_PER_EPOCH;
            assertThat(resumed.logs).isEqualTo(whole.logs.subList(begun, whole.logs.size()));
        }
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void pauseAfterAnyBatch_changesNoBit(Optimizer optimizer) {
        TrainingRun whole = run(optimizer, 1);
        String expected = whole.result(whole.fit(null));
        for (int step = 1; step <= STEPS; step++) {
            Checkpoints checkpoints = Checkpoints.in(folder.resolve("pause" + step));
            TrainingRun stopped = run(optimizer, 1 + step % 2);
            stopped.callbacks = List.of(pause(step));
            History part = stopped.fit(checkpoints);
            assertThat(part.stopReason()).isEqualTo("enough for today");
            assertThat(part.epochs()).hasSize((step - 1) / TrainingRun.STEPS_PER_EPOCH + 1);
            TrainingRun resumed = run(optimizer, 2 - step % 2);
            assertThat(resumed.result(resumed.fit(checkpoints.resume(true))))
                    .as("paused after step %s", step)
                    .isEqualTo(expected);
        }
    }

    @Test
    void pauseAtEveryBatch_ofOneTraining_changesNoBit() {
        TrainingRun whole = new TrainingRun();
        String expected = whole.result(whole.fit(null));
        Checkpoints checkpoints = Checkpoints.in(folder).resume(true).keep(1);
        String last = "";
        for (int step = 1; step <= STEPS + 1; step++) {
            TrainingRun run = new TrainingRun();
            run.threads = 1 + step % 2;
            run.callbacks = List.of(pause(step));
            last = run.result(run.fit(checkpoints));
        }
        assertThat(last).isEqualTo(expected);
    }

    private static Callback pause(long step) {
        return new Callback() {
            @Override
            public boolean wantsBatches() {
                return true;
            }

            @Override
            public void on(TrainingEvent event, gradus.callbacks.Training training) {
                if (event instanceof TrainingEvent.BatchEnded && training.steps() == step) {
                    training.pause("enough for today");
                }
            }
        };
    }

    @Test
    void pauseWithoutCheckpoints_isAStop() {
        TrainingRun run = new TrainingRun();
        run.callbacks = List.of(pause(3));
        assertThat(run.fit(null).stopReason()).isEqualTo("enough for today");
    }

    @Test
    void pauseBeforeAnEpoch_comesAfterItsFirstBatch() {
        TrainingRun whole = new TrainingRun();
        String expected = whole.result(whole.fit(null));
        TrainingRun stopped = new TrainingRun();
        stopped.callbacks = List.of((event, training) -> {
            if (event instanceof TrainingEvent.EpochStarted started && started.epoch() == 1) {
                training.pause("enough for today");
            }
        });
        stopped.fit(Checkpoints.in(folder));
        TrainingRun resumed = new TrainingRun();
        assertThat(resumed.result(resumed.fit(Checkpoints.in(folder).resume(true))))
                .isEqualTo(expected);
        assertThat(resumed.logs).hasSize(2);
    }

    @Test
    void stopByACallback_isTheEndAfterResumeToo() {
        TrainingRun stopped = new TrainingRun();
        stopped.callbacks = List.of((event, training) -> {
            if (event instanceof TrainingEvent.EpochStarted started && started.epoch() == 1) {
                training.stop("seen enough");
            }
        });
        String expected = stopped.result(stopped.fit(Checkpoints.in(folder)));
        TrainingRun resumed = new TrainingRun();
        assertThat(resumed.result(resumed.fit(Checkpoints.in(folder).resume(true))))
                .isEqualTo(expected);
        assertThat(resumed.logs).isEmpty();
    }

    @Test
    void finishedTraining_isFinishedAgainAtOnce() {
        TrainingRun whole = new TrainingRun();
        String expected = whole.result(whole.fit(Checkpoints.in(folder)));
        TrainingRun again = new TrainingRun();
        assertThat(again.result(again.fit(Checkpoints.in(folder).resume(true)))).isEqualTo(expected);
        assertThat(again.logs).isEmpty();
    }

    @Test
    void moreEpochs_areAsIfThereHadBeenSoManyFromTheStart() {
        TrainingRun three = new TrainingRun();
        three.withEarlyStopping = false;
        three.fit(Checkpoints.in(folder));
        TrainingRun five = new TrainingRun();
        five.withEarlyStopping = false;
        five.epochs = 5;
        String expected = five.result(five.fit(null));
        TrainingRun more = new TrainingRun();
        more.withEarlyStopping = false;
        more.epochs = 5;
        assertThat(more.result(more.fit(Checkpoints.in(folder).resume(true)))).isEqualTo(expected);
    }

    @Test
    void callbacksWithFilesAndRates_goOnToo() throws IOException {
        Path expected = folder.resolve("expected.csv");
        TrainingRun whole = recorded(expected);
        String result = whole.result(whole.fit(null));
        for (int step : new int[] {1, 7, 8, 13, 14, 20}) {
            Path file = folder.resolve("log" + step + ".csv");
            Checkpoints checkpoints = Checkpoints.in(folder.resolve("csv" + step));
            TrainingRun stopped = recorded(file);
            stopped.callbacks = Stream.concat(stopped.callbacks.stream(), Stream.of(pause(step)))
                    .toList();
            stopped.fit(checkpoints);
            TrainingRun resumed = recorded(file);
            assertThat(resumed.result(resumed.fit(checkpoints.resume(true)))).isEqualTo(result);
            assertThat(file).hasSameTextualContentAs(expected);
        }
    }

    private static TrainingRun recorded(Path file) {
        TrainingRun run = new TrainingRun();
        run.withPlateau = false;
        run.callbacks = List.of(new LearningRateScheduler((epoch, rate) -> rate * 0.7), new CSVLogger(file));
        return run;
    }

    @Test
    void noCheckpointYet_isTheBeginning() {
        TrainingRun whole = new TrainingRun();
        String expected = whole.result(whole.fit(null));
        TrainingRun run = new TrainingRun();
        assertThat(run.result(run.fit(Checkpoints.in(folder).resume(true)))).isEqualTo(expected);
    }

    private String refusal(Consumer<TrainingRun> change) {
        TrainingRun other = new TrainingRun();
        change.accept(other);
        try {
            other.fit(Checkpoints.in(folder).resume(true));
        } catch (CheckpointException e) {
            assertThat(e.problem()).isEqualTo(CheckpointException.Problem.OTHER_TRAINING);
            assertThat(e)
                    .hasMessageStartingWith(
                            folder.resolve("step-00000021.checkpoint") + " belongs to another training:\n  ");
            assertThat(e)
                    .hasMessageEndingWith(
                            "\nContinue with the same data, model and settings, or choose another folder");
            return Objects.requireNonNull(e.getMessage())
                    .lines()
                    .skip(1)
                    .findFirst()
                    .orElseThrow()
                    .strip();
        }
        return "not refused";
    }

    @Test
    void anotherTraining_isRefusedWithTheDifference() {
        new TrainingRun().fit(Checkpoints.in(folder));
        Map<String, String> refusals = new TreeMap<>();
        refusals.put("same", refusal(run -> run.threads = 2));
        refusals.put("seed", refusal(run -> run.seed = 8));
        refusals.put("batch", refusal(run -> run.batchSize = 16));
        refusals.put("callbacks", refusal(run -> run.withPlateau = false));
        refusals.put("rate", refusal(run -> run.optimizer = new Adam(0.01)));
        assertThat(refusals)
                .containsEntry("same", "not refused")
                .containsEntry("seed", "seed: the checkpoint has 7, this run has 8")
                .containsEntry("batch", "batch size: the checkpoint has 15, this run has 16")
                .containsEntry(
                        "callbacks",
                        "callbacks that remember something: the checkpoint has gradus.callbacks.EarlyStopping,"
                                + " gradus.callbacks.ReduceLROnPlateau, this run has gradus.callbacks.EarlyStopping");
        assertThat(refusals.get("rate"))
                .startsWith("optimizer: the checkpoint has Adam[learningRate=0.02,")
                .contains(", this run has Adam[learningRate=0.01,");
        assertThat(refusal(run -> run.data = TrainingRun.data(3)))
                .matches("data: the checkpoint has 100 rows of 5 inputs and 1 targets, SHA-256 [0-9a-f]{16}, this run"
                        + " has 100 rows of 5 inputs and 1 targets, SHA-256 [0-9a-f]{16}");
        assertThat(refusal(run -> run.hidden = 7))
                .startsWith("layer dense: the checkpoint has Dense[units=6,")
                .contains(", this run has Dense[units=7,");
    }

    @Test
    void fewerEpochsThanDone_areRefused() {
        new TrainingRun().fit(Checkpoints.in(folder));
        TrainingRun shorter = new TrainingRun();
        shorter.epochs = 2;
        assertThatThrownBy(() -> shorter.fit(Checkpoints.in(folder).resume(true)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Fit.epochs must be at least 3 to continue from this checkpoint, got 2");
    }
}
