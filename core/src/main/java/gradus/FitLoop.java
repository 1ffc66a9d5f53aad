package gradus;

import static gradus.internal.Require.require;

import gradus.callbacks.Callback;
import gradus.callbacks.CallbackState;
import gradus.callbacks.Training;
import gradus.callbacks.TrainingEvent;
import gradus.checkpoints.Checkpoint;
import gradus.checkpoints.CheckpointRun;
import gradus.checkpoints.Checkpoints;
import gradus.data.Dataset;
import gradus.kernels.Workers;
import gradus.metrics.Metric;
import gradus.random.RandomStream;
import gradus.training.Evaluator;
import gradus.training.Trainer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A training from its first epoch to its last: the order of the rows, validation, events, the stop.
final class FitLoop implements Training {
    private static final String VALIDATION = "val_";

    private final Model model;
    private final Fit fit;
    private final Trainer trainer;
    private final @Nullable Evaluator evaluator;
    private final Map<String, Metric.Direction> logs;
    private final int rows;
    private final int batchSize;
    private final boolean batchesWanted;
    private final Map<String, String> ingredients;
    private final int stepsPerEpoch;
    private final History history = new History();
    private volatile @Nullable String stopReason;
    private volatile @Nullable String pauseReason;

    FitLoop(Model model, Dataset data, @Nullable Dataset validation, Fit fit, Workers workers) {
        this.model = model;
        this.fit = fit;
        logs = model.compilation().logs(model.graph());
        rows = data.rows();
        batchSize = fit.gradientDescent().rows(rows);
        stepsPerEpoch = (rows + batchSize - 1) / batchSize;
        ingredients = fit.checkpoints() == null ? Map.of() : Fingerprint.of(model, fit, data, validation);
        trainer = new Trainer(
                model.graph(),
                model.parameters(),
                model.compilation(),
                model.updater(),
                data,
                batchSize,
                model.seed(),
                model.precision(),
                workers);
        evaluator = validation == null
                ? null
                : new Evaluator(
                        model.graph(),
                        model.parameters(),
                        model.compilation(),
                        validation,
                        Math.max(batchSize, Model.PREDICTION_ROWS),
                        workers);
        batchesWanted = fit.callbacks().stream().anyMatch(Callback::wantsBatches);
    }

    History run() {
        Checkpoints checkpoints = fit.checkpoints();
        if (checkpoints == null) {
            tell(new TrainingEvent.Started(fit.epochs(), stepsPerEpoch));
            return run(null, fit.initialEpoch(), 0);
        }
        try (CheckpointRun saving = checkpoints.open()) {
            tell(new TrainingEvent.Started(fit.epochs(), stepsPerEpoch));
            Checkpoint start = saving.begin(snapshot(fit.initialEpoch(), 0).fingerprint());
            if (start == null) {
                return run(saving, fit.initialEpoch(), 0);
            }
            restore(start);
            return run(saving, start.epoch(), start.batch());
        }
    }

    /// Trains from a moment on. Between any two steps [#snapshot] has all it takes to begin here again.
    private History run(@Nullable CheckpointRun saving, int firstEpoch, int firstBatch) {
        int[] order = new int[rows];
        Arrays.setAll(order, i -> i);
        RandomStream orders = RandomStream.of(model.seed()).derive("order");
        int epoch = firstEpoch;
        int batch = firstBatch;
        // A stop in the middle of an epoch leaves its end to be done.
        while (epoch < fit.epochs() && (goesOn() || batch > 0)) {
            if (batch == 0) {
                tell(new TrainingEvent.EpochStarted(epoch));
                trainer.reset();
            }
            if (fit.shuffle()) {
                orders.derive(epoch).permute(order);
            }
            // A pause comes after a batch: callbacks have begun this epoch already.
            while (batch < stepsPerEpoch && (goesOn() || (batch == 0 && stopReason == null))) {
                step(epoch, batch, order);
                batch++;
                if (saving != null && saving.isDueAfterBatch(steps())) {
                    saving.save(snapshot(epoch, batch));
                }
            }
            if (batch == 0) {
                break;
            }
            boolean paused = pauseReason != null;
            if (saving != null && paused && !saving.isSaved(epoch, batch, stopReason)) {
                saving.save(snapshot(epoch, batch));
            }
            endEpoch(epoch);
            epoch++;
            batch = 0;
            if (saving != null && !paused && saving.isDueAfterEpoch(epoch - 1)) {
                saving.save(snapshot(epoch, 0));
            }
            if (paused) {
                // What comes after the pause is the end of this epoch, which the checkpoint before it has.
                saving = null;
            }
        }
        if (saving != null && !saving.isSaved(epoch, batch, stopReason)) {
            saving.save(snapshot(epoch, batch));
        }
        trainer.updater().finish();
        tell(new TrainingEvent.Ended(history.epochs().size()));
        history.stopped(stopReason == null ? pauseReason : stopReason);
        return history;
    }

    private boolean goesOn() {
        return stopReason == null && pauseReason == null;
    }

    private Checkpoint snapshot(int epoch, int batch) {
        List<Checkpoint.NamedState> states = new ArrayList<>();
        for (Callback callback : stateful()) {
            states.add(new Checkpoint.NamedState(callback.getClass().getName(), callback.state()));
        }
        Map<String, String> fingerprint = new LinkedHashMap<>(ingredients);
        fingerprint.put(
                "callbacks that remember something",
                String.join(
                        ", ", states.stream().map(Checkpoint.NamedState::name).toList()));
        return new Checkpoint(
                fingerprint,
                epoch,
                batch,
                stopReason,
                model.parameters().values(),
                trainer.updater().state(),
                trainer.progress(),
                states,
                history.epochs(),
                history.values());
    }

    private List<Callback> stateful() {
        return fit.callbacks().stream()
                .filter(callback -> !callback.state().equals(CallbackState.EMPTY))
                .toList();
    }

    private void restore(Checkpoint from) {
        require(
                from.epoch() <= fit.epochs(),
                "Fit.epochs must be at least %s to go on from this checkpoint, got %s",
                from.epoch(),
                fit.epochs());
        if (from.batch() > 0) {
            tell(new TrainingEvent.EpochStarted(from.epoch()));
        }
        float[] values = model.parameters().values();
        System.arraycopy(from.parameters(), 0, values, 0, values.length);
        trainer.updater().restore(from.optimizer());
        trainer.restore(from.progress());
        List<Callback> callbacks = stateful();
        for (int i = 0; i < callbacks.size(); i++) {
            callbacks.get(i).restore(from.callbacks().get(i).state());
        }
        history.restore(from.epochs(), from.history());
        stopReason = from.stopReason();
    }

    private void step(int epoch, int batch, int[] order) {
        int from = batch * batchSize;
        int count = Math.min(batchSize, rows - from);
        double loss = trainer.forward(order, from, count);
        if (fit.stopOnNan() && !Double.isFinite(loss)) {
            trainer.cancel();
            String layer = trainer.network().firstNotFinite();
            throw new NotFiniteException(
                    epoch,
                    batch,
                    layer,
                    "the loss became " + loss + " in epoch " + (epoch + 1) + ", batch " + (batch + 1)
                            + (layer == null
                                    ? " though every layer's output is finite"
                                    : "; the first layer with a value that is no finite number is \"" + layer + "\"")
                            + ". A smaller learning rate, scaled inputs or clipped gradients help most often.");
        }
        trainer.learn();
        if (batchesWanted) {
            tell(new TrainingEvent.BatchEnded(epoch, batch, count, loss));
        }
    }

    private void endEpoch(int epoch) {
        if (fit.stopOnNan()) {
            String parameter = model.firstNotFiniteParameter();
            if (parameter != null) {
                throw new NotFiniteException(
                        epoch,
                        -1,
                        parameter,
                        "\"" + parameter + "\" has a value that is no finite number after epoch " + (epoch + 1)
                                + ". A smaller learning rate, scaled inputs or clipped gradients help most often.");
            }
        }
        Map<String, Double> logs = trainer.logs();
        boolean validate = (epoch + 1) % fit.validationFrequency() == 0 || epoch + 1 == fit.epochs();
        if (evaluator != null && validate && goesOn()) {
            evaluator.evaluate().forEach((name, value) -> logs.put(VALIDATION + name, value));
        }
        tell(new TrainingEvent.EpochEnded(epoch, logs));
        history.add(epoch, logs);
    }

    private void tell(TrainingEvent event) {
        for (Callback callback : fit.callbacks()) {
            if (!(event instanceof TrainingEvent.BatchEnded) || callback.wantsBatches()) {
                callback.on(event, this);
            }
        }
    }

    @Override
    public List<String> logNames() {
        List<String> names = new ArrayList<>(logs.keySet());
        if (evaluator != null) {
            List.copyOf(names).forEach(name -> names.add(VALIDATION + name));
        }
        return names;
    }

    @Override
    public Metric.Direction direction(String logName) {
        String name = logName.startsWith(VALIDATION) ? logName.substring(VALIDATION.length()) : logName;
        return logs.getOrDefault(name, Metric.Direction.DOWN);
    }

    @Override
    public Map<String, Double> logs() {
        return new LinkedHashMap<>(trainer.logs());
    }

    @Override
    public float[] parameters() {
        return model.parameters().values();
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
        stopReason = reason;
    }

    @Override
    public void pause(String reason) {
        pauseReason = reason;
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
