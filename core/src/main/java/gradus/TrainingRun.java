package gradus;

import static gradus.internal.Require.require;

import gradus.callbacks.LayerView;
import gradus.callbacks.Training;
import gradus.callbacks.TrainingEvent;
import gradus.checkpoints.Checkpoint;
import gradus.metrics.Metric;
import gradus.training.Trainer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A training that its owner drives: one step, one epoch or all of it at a time. [Model#fit] is a run to its end;
/// individual steps give the same bits. Between two steps the owner may inspect the model, change the learning
/// rate, or take a [snapshot][#snapshot()].
///
/// ```java
/// TrainingRun run = model.start(data, Fit.epochs(10).batchSize(32));
/// while (run.step()) {
///     System.out.println(run.epochs() + "/" + run.batches() + ": " + run.loss());
/// }
/// ```
///
/// A run belongs to one thread at a time. Any thread may call [#stop(String)] and [#pause(String)]; they take
/// effect after the current step.
public final class TrainingRun implements Training {
    private final Model model;
    private final Fit fit;
    private final Fingerprint fingerprint;
    private Trainer trainer;
    private final Validation validation;
    private final Callbacks callbacks;
    private final Map<String, Metric.Direction> logs;
    private final Batches batches;
    private final History history = new History();

    private int end;
    private int epoch;
    private int batch;
    private boolean started;
    private boolean inEpoch;
    private boolean over;
    private double loss = Double.NaN;
    private @Nullable String stopReason;
    private @Nullable String pauseReason;
    private volatile @Nullable String stopRequest;
    private volatile @Nullable String pauseRequest;

    TrainingRun(Model model, Batches batches, Fit fit) {
        this.model = model;
        this.fit = fit;
        this.batches = batches;
        FitRows rows = batches.data();
        fingerprint = new Fingerprint(model, fit, rows);
        callbacks = new Callbacks(fit.callbacks(), this);
        epoch = fit.initialEpoch();
        end = fit.epochs();
        trainer =
                model.trainer(rows.train(), batches.size()).regulated(fit.regularizationShare(), fit.parameterGroups());
        validation = new Validation(model, rows.validation(), batches.size());
        logs = new LinkedHashMap<>(model.compilation().logs(model.graph()));
        validation.addNames(logs);
    }

    /// Makes one training step. The first step of an epoch begins it, and the last one ends it: the validation rows
    /// are evaluated and the epoch is added to the [history][#history()]. The last step of all ends the run.
    ///
    /// @return whether there was a step to make
    /// @throws NotFiniteException if the loss becomes NaN or infinite, before it changes a weight, or if a weight
    ///     is non-finite at the end of an epoch; only with [Fit#stopOnNan()]
    public boolean step() {
        return advancePast(Phase.STEP);
    }

    /// Makes the remaining steps of the current epoch, or all steps of the next one.
    ///
    /// @return whether there was an epoch to end
    /// @throws NotFiniteException as for [#step()]
    public boolean epoch() {
        return advancePast(Phase.EPOCH_END);
    }

    private boolean advancePast(Phase last) {
        hear();
        boolean done = false;
        Phase next = next();
        while (next != Phase.OVER && !(done && (next == Phase.STEP || next == Phase.EPOCH_START))) {
            done |= next == last;
            next = advance();
        }
        return done;
    }

    /// Makes all remaining steps.
    ///
    /// @return the logs of each epoch
    /// @throws NotFiniteException as for [#step()]
    public History finish() {
        hear();
        while (advance() != Phase.OVER) {}
        return history;
    }

    /// Moves the end of the run to another epoch. A finished run can continue, even if it was stopped.
    ///
    /// @param epochs the number of the last epoch, from 1; at least the number of completed ones
    public void until(int epochs) {
        require(epochs >= epoch, "the end of a run must be at least its epoch %s, got %s", epoch, epochs);
        end = epochs;
        over = false;
        stopRequest = null;
        pauseRequest = null;
        hear();
    }

    /// Returns what comes next. It changes only in [#advance()], [#moveTo], [#restore] and [#until].
    Phase next() {
        if (over) {
            return Phase.OVER;
        }
        if (!started) {
            return Phase.START;
        }
        if (!inEpoch) {
            return epoch < end && !isEnding() ? Phase.EPOCH_START : Phase.END;
        }
        if (!batches.has(batch) || (batch > 0 && isEnding())) {
            return Phase.EPOCH_END;
        }
        // Callbacks have begun this epoch: a pause waits for its first batch; a stop leaves it without logs.
        return stopReason == null ? Phase.STEP : Phase.END;
    }

    /// Does what comes next, and returns what comes after it.
    Phase advance() {
        switch (next()) {
            case START -> {
                started = true;
                callbacks.tell(new TrainingEvent.Started(end, batches.count()));
            }
            case EPOCH_START -> {
                beginEpoch();
                trainer.reset();
            }
            case STEP -> learn();
            case EPOCH_END -> {
                endEpoch();
                epoch++;
                batch = 0;
                inEpoch = false;
            }
            case END -> {
                trainer.updater().finish();
                callbacks.tell(new TrainingEvent.Ended(history.epochs().size()));
                over = true;
                hear();
                history.stopped(stopReason == null ? pauseReason : stopReason);
            }
            case OVER -> {}
        }
        hear();
        return next();
    }

    /// Requests of other threads take effect only between two phases, so that no phase sees a request halfway.
    private void hear() {
        stopReason = stopRequest;
        pauseReason = pauseRequest;
    }

    private boolean isEnding() {
        return stopReason != null || pauseReason != null;
    }

    private void beginEpoch() {
        callbacks.tell(new TrainingEvent.EpochStarted(epoch));
        batches.begin(epoch);
        inEpoch = true;
    }

    private void learn() {
        trainer = batches.reading(batch, trainer);
        int count = batches.rows(batch);
        trainer.updater().enter();
        try {
            loss = trainer.forward(batches.order(), batches.from(batch), count);
            if (fit.stopOnNan() && !Double.isFinite(loss)) {
                trainer.cancel();
                throw NotFiniteException.inLoss(
                        epoch, batch, loss, trainer.network().firstNotFinite());
            }
            trainer.learn();
        } finally {
            trainer.updater().leave();
        }
        batch++;
        if (callbacks.wantBatches()) {
            callbacks.tell(new TrainingEvent.BatchEnded(epoch, batch - 1, count, loss));
        }
    }

    private void endEpoch() {
        String parameter = fit.stopOnNan() ? model.parameters().firstNotFinite(model.graph()) : null;
        if (parameter != null) {
            throw NotFiniteException.inParameter(epoch, parameter);
        }
        Map<String, Double> values = trainer.logs();
        if ((epoch + 1) % fit.validationFrequency() == 0 && !isEnding()) {
            validation.evaluate(epoch, callbacks, values);
        }
        callbacks.tell(new TrainingEvent.EpochEnded(epoch, values));
        history.add(epoch, values);
    }

    /// {@return a copy of everything needed to continue from here with the same bits, see [Checkpoint]}
    public Checkpoint snapshot() {
        batches.requireRepeatable();
        List<Checkpoint.NamedState> states = callbacks.states();
        return new Checkpoint(
                fingerprint.with(states),
                epoch,
                batch,
                stopReason,
                parameters(),
                trainer.updater().state(),
                trainer.progress(),
                states,
                history.epochs(),
                history.values());
    }

    /// Continues, or goes back to, a snapshot of a run of the same model, data and settings.
    ///
    /// @param from the snapshot
    /// @throws IllegalArgumentException if it belongs to another training, or has more epochs than this one
    public void restore(Checkpoint from) {
        require(
                from.epoch() <= end,
                "Fit.epochs must be at least %s to continue from this checkpoint, got %s",
                from.epoch(),
                end);
        if (!started) {
            advance();
        }
        moveTo(from.epoch(), from.batch(), from.progress());
        parameters(from.parameters());
        trainer.updater().restore(from.optimizer());
        callbacks.restore(from.callbacks());
        history.restore(from.epochs(), from.history());
        fingerprint.restore(from);
        over = false;
        stopRequest = from.stopReason();
        pauseRequest = null;
        hear();
    }

    /// Moves to another position of the training, with the weights and the optimizer as they are.
    ///
    /// @param toEpoch the number of completed epochs
    /// @param toBatch the number of completed batches of the next epoch
    /// @param progress loss and metrics accumulated over these batches
    /// @throws IllegalArgumentException if it belongs to other metrics
    public void moveTo(int toEpoch, int toBatch, Trainer.Progress progress) {
        batches.requireRepeatable();
        batches.begin(toEpoch);
        require(toBatch <= batches.count(), "an epoch of this run has %s batches, got %s", batches.count(), toBatch);
        epoch = toEpoch;
        batch = toBatch;
        inEpoch = false;
        if (batch > 0) {
            beginEpoch();
        }
        trainer.restore(progress);
    }

    /// {@return the number of completed epochs, including those before [Fit#initialEpoch()]}
    public int epochs() {
        return epoch;
    }

    /// {@return the number of completed batches of the next epoch}
    public int batches() {
        return batch;
    }

    /// {@return the number of steps in the current epoch; [Integer#MAX_VALUE] if it ends when batches run out}
    public int stepsPerEpoch() {
        return batches.count();
    }

    /// {@return whether the run is over: no step remains, or it was stopped}
    public boolean isOver() {
        return over;
    }

    boolean isPaused() {
        return pauseReason != null;
    }

    @Nullable
    String stopReason() {
        return stopReason;
    }

    /// {@return the loss of the last step, before its update; NaN before the first}
    public double loss() {
        return loss;
    }

    /// {@return the indices of the rows of the next step}
    public int[] nextRows() {
        return batches.rowsOf(epoch, batch);
    }

    /// {@return the logs of each epoch so far}
    public History history() {
        return history;
    }

    /// {@return the trainer that makes the steps, for inspection}
    public Trainer trainer() {
        return trainer;
    }

    @Override
    public List<String> logNames() {
        return List.copyOf(logs.keySet());
    }

    @Override
    public Metric.Direction direction(String logName) {
        return logs.getOrDefault(logName, Metric.Direction.DOWN);
    }

    @Override
    public Map<String, Double> logs() {
        return trainer.logs();
    }

    @Override
    public float[] parameters() {
        return model.parameters().values().clone();
    }

    @Override
    public void parameters(float[] values) {
        float[] own = model.parameters().values();
        require(values.length == own.length, "the model has %s parameters, got %s", own.length, values.length);
        System.arraycopy(values, 0, own, 0, own.length);
    }

    @Override
    public float @Nullable [] averagedParameters() {
        return trainer.updater().averaged(model.parameters().values());
    }

    @Override
    public List<LayerView> layers() {
        return LayerViews.of(model);
    }

    @Override
    public double learningRate() {
        return trainer.updater().learningRate();
    }

    @Override
    public void learningRate(double value) {
        trainer.updater().learningRate(value);
    }

    @Override
    public void stop(String reason) {
        stopRequest = reason;
    }

    @Override
    public void pause(String reason) {
        pauseRequest = reason;
    }

    @Override
    public void save(Path file) {
        model.save(file);
    }

    @Override
    public long steps() {
        return trainer.updater().steps();
    }
}
