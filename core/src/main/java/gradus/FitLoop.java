package gradus;

import gradus.callbacks.Callback;
import gradus.callbacks.Training;
import gradus.callbacks.TrainingEvent;
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
    private final History history = new History();
    private volatile @Nullable String stopReason;

    FitLoop(Model model, Dataset data, @Nullable Dataset validation, Fit fit, Workers workers) {
        this.model = model;
        this.fit = fit;
        logs = model.compilation().logs(model.graph());
        rows = data.rows();
        batchSize = fit.gradientDescent().rows(rows);
        trainer = new Trainer(
                model.graph(),
                model.parameters(),
                model.compilation(),
                model.updater(),
                data,
                batchSize,
                model.seed(),
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
        int steps = (rows + batchSize - 1) / batchSize;
        tell(new TrainingEvent.Started(fit.epochs(), steps));
        int[] order = new int[rows];
        Arrays.setAll(order, i -> i);
        RandomStream orders = RandomStream.of(model.seed()).derive("order");
        for (int epoch = fit.initialEpoch(); epoch < fit.epochs() && stopReason == null; epoch++) {
            tell(new TrainingEvent.EpochStarted(epoch));
            if (fit.shuffle()) {
                orders.derive(epoch).permute(order);
            }
            trainer.reset();
            for (int batch = 0; batch < steps && stopReason == null; batch++) {
                step(epoch, batch, order);
            }
            endEpoch(epoch);
        }
        trainer.updater().finish();
        tell(new TrainingEvent.Ended(history.epochs().size()));
        history.stopped(stopReason);
        return history;
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
        if (evaluator != null && validate && stopReason == null) {
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
    public void save(Path file) {
        model.save(file);
    }

    @Override
    public long steps() {
        return trainer.updater().steps();
    }
}
