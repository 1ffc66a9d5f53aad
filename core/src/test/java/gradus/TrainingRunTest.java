package gradus;

import static gradus.activations.Activations.SIGMOID;
import static gradus.activations.Activations.TANH;
import static gradus.layers.Layers.batchNormalization;
import static gradus.layers.Layers.dense;
import static gradus.layers.Layers.dropout;
import static gradus.layers.Layers.input;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.callbacks.Callback;
import gradus.callbacks.EarlyStopping;
import gradus.callbacks.Training;
import gradus.callbacks.TrainingEvent;
import gradus.checkpoints.Checkpoint;
import gradus.checkpoints.Checkpoints;
import gradus.data.Dataset;
import gradus.data.Rows;
import gradus.losses.BinaryCrossentropy;
import gradus.math.RandomStream;
import gradus.metrics.Auc;
import gradus.metrics.BinaryAccuracy;
import gradus.optimizers.Adam;
import gradus.optimizers.ParameterGroup;
import gradus.optimizers.Sgd;
import gradus.schedules.Schedule;
import gradus.testing.Allocation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A run that its owner drives makes the training that `fit` makes.
class TrainingRunTest {
    private static final int ROWS = 40;
    private static final int BATCH = 12;
    private static final int STEPS_PER_EPOCH = 4;
    private static final int EPOCHS = 3;

    private static Dataset data(long seed) {
        float[] x = new float[ROWS * 3];
        float[] y = new float[ROWS];
        RandomStream.gaussians(seed, x, 0, x.length);
        for (int row = 0; row < ROWS; row++) {
            y[row] = x[row * 3] * x[row * 3 + 1] > 0 ? 1 : 0;
        }
        return Dataset.of(Rows.of(x, 3), Rows.of(y, 1));
    }

    private static Model model() {
        Model model = Sequential.of(input(3), dense(5, TANH), batchNormalization(), dropout(0.2), dense(1, SIGMOID))
                .seed(3);
        model.compile(new Adam(0.02).movingAverage(0.9, 4), new BinaryCrossentropy(), new BinaryAccuracy(), new Auc());
        return model;
    }

    private static Fit settings() {
        return Fit.epochs(EPOCHS).batchSize(BATCH).validation(data(2));
    }

    private static String result(Model model, History history) {
        return model.weightsSha256() + history;
    }

    private static String fitted() {
        Model model = model();
        return result(model, model.fit(data(1), settings()));
    }

    @Test
    void stepByStep_isFit() {
        Model model = model();
        TrainingRun run = model.start(data(1), settings());
        int steps = 0;
        while (run.step()) {
            steps++;
            assertThat(run.epochs()).isEqualTo(steps / STEPS_PER_EPOCH);
            assertThat(run.batches()).isEqualTo(steps % STEPS_PER_EPOCH);
            assertThat(run.loss()).isPositive();
            assertThat(run.isOver()).isEqualTo(steps == EPOCHS * STEPS_PER_EPOCH);
        }
        assertThat(steps).isEqualTo(EPOCHS * STEPS_PER_EPOCH);
        assertThat(result(model, run.history())).isEqualTo(fitted());
        assertThat(run.finish()).isSameAs(run.history());
    }

    @Test
    void stepsEpochsAndTheRest_areFit() {
        Model model = model();
        TrainingRun run = model.start(data(1), settings());
        run.step();
        assertThat(run.epoch()).isTrue();
        assertThat(run.epochs()).isEqualTo(1);
        assertThat(run.epoch()).isTrue();
        assertThat(run.epochs()).isEqualTo(2);
        assertThat(result(model, run.finish())).isEqualTo(fitted());
        assertThat(run.epoch()).isFalse();
        assertThat(run.step()).isFalse();
    }

    @Test
    void regularizationShare_ofZeroIsTrainingWithoutDropout() {
        Model model = Sequential.of(input(3), dense(5, TANH), dropout(0.5), dense(1, SIGMOID));
        Model without = Sequential.of(input(3), dense(5, TANH), dropout(0), dense(1, SIGMOID));
        for (Model each : List.of(model, without)) {
            each.compile(new Adam(0.02), new BinaryCrossentropy());
        }
        Fit none = Fit.epochs(2).regularizationShare(Schedule.constant(0));
        assertThat(model.fit(data(1), none))
                .hasToString(without.fit(data(1), Fit.epochs(2)).toString());
        assertThat(model.fit(data(1), Fit.epochs(1)).toString())
                .as("all of it is back in the next training")
                .isNotEqualTo(without.fit(data(1), Fit.epochs(1)).toString());
    }

    @Test
    void parameterGroups_reachTheOptimizer() {
        Model model = Sequential.of(input(3), dense(1, SIGMOID));
        String before = model.weightsSha256();
        model.compile(new Adam(0.02), new BinaryCrossentropy());
        model.fit(data(1), Fit.epochs(1).parameterGroups(new ParameterGroup("", 0, 0)));
        assertThat(model.weightsSha256()).isEqualTo(before);
        model.fit(data(1), Fit.epochs(1));
        assertThat(model.weightsSha256()).isNotEqualTo(before);
    }

    /// Remembers all events, as text.
    private static final class Log implements Callback {
        final List<String> events = new ArrayList<>();

        @Override
        public boolean wantsBatches() {
            return true;
        }

        @Override
        public void on(TrainingEvent event, Training training) {
            events.add(event + " after " + training.steps());
        }
    }

    @Test
    void callbacks_areToldTheSame() {
        Log whole = new Log();
        model().fit(data(1), settings().callbacks(whole));
        Log steps = new Log();
        TrainingRun run = model().start(data(1), settings().callbacks(steps));
        assertThat(steps.events).isEmpty();
        while (run.step()) {}
        assertThat(steps.events).isEqualTo(whole.events);
        assertThat(steps.events.getFirst()).startsWith("Started");
        assertThat(steps.events.getLast()).isEqualTo("Ended[epochs=3] after 12");
    }

    @Test
    void snapshotBeforeAnyStep_goesOnWithTheSameBits() {
        String expected = fitted();
        for (int step = 0; step <= EPOCHS * STEPS_PER_EPOCH; step++) {
            TrainingRun first = model().start(data(1), settings());
            for (int i = 0; i < step; i++) {
                first.step();
            }
            if (first.isOver()) {
                break;
            }
            Checkpoint moment = first.snapshot();
            first.step();
            Model model = model();
            TrainingRun second = model.start(data(1), settings());
            second.restore(moment);
            assertThat(result(model, second.finish())).as("after step %s", step).isEqualTo(expected);
        }
    }

    @Test
    void restoredRun_goesBack_evenFromItsEnd() {
        Model model = model();
        TrainingRun run = model.start(data(1), settings());
        for (int i = 0; i < 6; i++) {
            run.step();
        }
        Checkpoint moment = run.snapshot();
        String expected = result(model, run.finish());
        run.restore(moment);
        assertThat(run.isOver()).isFalse();
        assertThat(run.history().epochs()).containsExactly(0);
        assertThat(result(model, run.finish())).isEqualTo(expected).isEqualTo(fitted());
    }

    @Test
    void copyOfAModel_makesTheNextStepOfTheRun() {
        Model model = model();
        TrainingRun run = model.start(data(1), settings());
        for (int i = 0; i < 5; i++) {
            run.step();
        }
        Model copy = model.copy();
        assertThat(copy.weightsSha256()).isEqualTo(model.weightsSha256());
        TrainingRun apart = copy.start(data(1), settings());
        apart.moveTo(run.epochs(), run.batches(), run.trainer().progress());
        assertThat(apart.nextRows()).isEqualTo(run.nextRows()).hasSize(BATCH);
        apart.step();
        assertThat(copy.weightsSha256()).isNotEqualTo(model.weightsSha256());
        run.step();
        assertThat(copy.weightsSha256()).isEqualTo(model.weightsSha256());
        assertThat(apart.loss()).isEqualTo(run.loss());
    }

    @Test
    void learningRate_canBeSetBetweenSteps() {
        Model slow = model();
        TrainingRun run = slow.start(data(1), settings());
        run.learningRate(0);
        String before = slow.weightsSha256();
        float[] parameters = run.parameters();
        run.step();
        assertThat(run.parameters()).isNotSameAs(parameters);
        // Running statistics still move.
        assertThat(slow.weightsSha256()).isNotEqualTo(before);
        assertThat(run.parameters()[0]).isEqualTo(parameters[0]);
    }

    @Test
    void endMovedOn_isAsIfItHadBeenThere() {
        Model longer = model();
        longer.compile(new Sgd(0.1), new BinaryCrossentropy());
        String expected = result(longer, longer.fit(data(1), settings().initialEpoch(0)));
        Model model = model();
        model.compile(new Sgd(0.1), new BinaryCrossentropy());
        TrainingRun run = model.start(data(1), Fit.epochs(1).batchSize(BATCH).validation(data(2)));
        run.finish();
        assertThat(run.isOver()).isTrue();
        run.until(EPOCHS);
        assertThat(result(model, run.finish())).isEqualTo(expected);
        assertThatThrownBy(() -> run.until(2)).hasMessage("the end of a run must be at least its epoch 3, got 2");
    }

    @Test
    void pauseFromAnotherThread_keepsACheckpoint_andResumesWithTheSameBits(@TempDir Path folder)
            throws InterruptedException {
        String expected = fitted();
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch asked = new CountDownLatch(1);
        Training[] seen = new Training[1];
        Callback watch = (event, training) -> {
            if (event instanceof TrainingEvent.EpochStarted started && started.epoch() == 1) {
                seen[0] = training;
                begun.countDown();
                await(asked);
            }
        };
        Thread other = Thread.ofPlatform().start(() -> {
            await(begun);
            seen[0].pause("the server stops");
            asked.countDown();
        });
        History part = model().fit(data(1), settings().callbacks(watch).checkpoints(Checkpoints.in(folder)));
        other.join();
        assertThat(part.stopReason()).isEqualTo("the server stops");
        Model model = model();
        History rest =
                model.fit(data(1), settings().checkpoints(Checkpoints.in(folder).resume(true)));
        assertThat(result(model, rest)).isEqualTo(expected);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void stoppedRun_makesNoStepMore() {
        TrainingRun run = model().start(data(1), settings());
        run.step();
        run.stop("seen enough");
        assertThat(run.step()).isFalse();
        assertThat(run.isOver()).isTrue();
        assertThat(run.history().stopReason()).isEqualTo("seen enough");
        assertThat(run.history().epochs()).containsExactly(0);
        assertThat(run.history().values()).doesNotContainKey("val_loss");
    }

    @Test
    void earlyStopping_endsARun() {
        TrainingRun run = model().start(data(1), settings().callbacks(new EarlyStopping("val_loss", 0).minDelta(10)));
        assertThat(run.epoch()).isTrue();
        assertThat(run.epoch()).isTrue();
        assertThat(run.isOver()).isTrue();
        assertThat(run.epoch()).isFalse();
    }

    @Test
    void stepAfterDivergence_failsAgain_andMakesNoUpdate() {
        TrainingRun run = model().start(data(1), settings());
        run.step();
        float[] spoilt = run.parameters();
        spoilt[0] = Float.NaN;
        run.parameters(spoilt);
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(run::step)
                    .isInstanceOf(NotFiniteException.class)
                    .hasMessageStartingWith("the loss became NaN in epoch 1, batch 2");
        }
        assertThat(run.steps()).isEqualTo(1);
        assertThat(run.batches()).isEqualTo(1);
    }

    @Test
    void checkpoints_areForFit(@TempDir Path folder) {
        assertThatThrownBy(() -> model().start(data(1), settings().checkpoints(Checkpoints.in(folder))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Model.start must get a Fit without checkpoints, got ")
                .hasMessageEndingWith("; use Model.fit, or TrainingRun.snapshot");
    }

    @Test
    void noEpochs_areAnEmptyHistory_asInKeras() {
        Model model = model();
        String before = model.weightsSha256();
        Log log = new Log();
        History history = model.fit(data(1), settings().initialEpoch(EPOCHS).callbacks(log));
        assertThat(history.epochs()).isEmpty();
        assertThat(history.stopReason()).isNull();
        assertThat(model.weightsSha256()).isEqualTo(before);
        assertThat(log.events).containsExactly("Started[epochs=3, stepsPerEpoch=4] after 0", "Ended[epochs=0] after 0");
    }

    @Test
    void steps_allocateNothing() {
        TrainingRun run = model().start(data(1), Fit.epochs(100_000).batchSize(4));
        run.epoch();
        long bytes = Allocation.leastBytes(() -> {
            for (int i = 0; i < 4; i++) {
                run.step();
            }
        });
        assertThat(bytes).isZero();
    }

    @Test
    void twoThreadsThatTrainOneModel_areTold() throws InterruptedException {
        Model model = model();
        AtomicReference<Throwable> error = new AtomicReference<>();
        Runnable train = () -> {
            TrainingRun run = model.start(data(1), Fit.epochs(Integer.MAX_VALUE).batchSize(BATCH));
            try {
                while (error.get() == null) {
                    run.step();
                }
            } catch (RuntimeException e) {
                error.set(e);
            }
        };
        Thread first = Thread.ofPlatform().start(train);
        Thread second = Thread.ofPlatform().start(train);
        first.join();
        second.join();
        assertThat(error.get())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("must be trained by one thread at a time");
        // And then it can be trained again.
        model.fit(data(1), settings());
    }
}
