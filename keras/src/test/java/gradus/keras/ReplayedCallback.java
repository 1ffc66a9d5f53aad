package gradus.keras;

import gradus.callbacks.Callback;
import gradus.callbacks.CallbackState;
import gradus.callbacks.EarlyStopping;
import gradus.callbacks.LearningRateScheduler;
import gradus.callbacks.Mode;
import gradus.callbacks.ModelCheckpoint;
import gradus.callbacks.ReduceLROnPlateau;
import gradus.callbacks.TerminateOnNaN;
import gradus.callbacks.Training;
import gradus.callbacks.TrainingEvent;
import gradus.metrics.Metric;
import gradus.registry.Registry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What a callback of Keras decided in a test, decided again from the same logs.
final class ReplayedCallback implements Training {
    private final List<String> names;
    private Map<String, Double> logs = Map.of();
    private double rate;
    private boolean stopped;
    private int saved;
    /// The epoch that the weights are of.
    private int weights;

    ReplayedCallback(List<String> names, double rate) {
        this.names = names;
        this.rate = rate;
    }

    /// The runs of a test that it says something about, each as a record of its own; the test itself if nothing ran.
    static List<JsonNode> runs(JsonNode test) {
        List<JsonNode> runs = new ArrayList<>();
        for (int i = 0; i < test.path("runs").size(); i++) {
            JsonNode assertions = test.path("runs").get(i).path("assertions");
            if (assertions.asInt(0) > 0) {
                ObjectNode run = (ObjectNode) test.deepCopy();
                run.put("run", i).set("assertions", assertions);
                runs.add(run);
            }
        }
        return test.path("assertions").asInt(0) > 0 ? List.of(test) : runs;
    }

    /// Whether the callback of a run did the same as Keras's.
    static boolean holds(JsonNode test) throws KerasAssertions.Lacking {
        if (test.path("other").isString()) {
            throw new KerasAssertions.Lacking(test.path("other").stringValue());
        }
        JsonNode run = test.path("runs").path(test.path("run").asInt(0));
        return switch (run.path("class_name").asString("")) {
            case "CSVLogger" ->
                new ReplayedFiles()
                        .writesTheSame(test.path("runs"), test.path("run").intValue());
            case "LearningRateScheduler" -> setsTheSame(run);
            case "MonitorCallback" -> comparesTheSame(run);
            case "LambdaCallback" -> ReplayedTraining.callsTheSame(run);
            // Both of its runs are looked at together.
            case "BackupAndRestore" -> ReplayedTraining.goesOnTheSame(test.path("runs"));
            default -> {
                if (run.path("epochs").isEmpty()
                        && !test.path("runs").path(1).path("again").asBoolean(false)) {
                    throw new KerasAssertions.Lacking("no epoch ended");
                }
                yield run.path("epochs").isEmpty() ? beginsAnew(run) : decidesTheSame(run);
            }
        };
    }

    /// Whether a callback that has seen epochs begins another training as it began the first.
    private static boolean beginsAnew(JsonNode run) throws KerasAssertions.Lacking {
        Callback callback = callback(run.path("class_name").asString(""), run.path("config"));
        String monitor = run.path("config").path("monitor").asString("val_loss");
        ReplayedCallback training = new ReplayedCallback(List.of(monitor), 1);
        TrainingEvent start = new TrainingEvent.Started(4, 1);
        callback.on(start, training);
        CallbackState fresh = callback.state();
        for (int epoch = 0; epoch < 3; epoch++) {
            training.logs = Map.of(monitor, 1.0 + epoch);
            callback.on(new TrainingEvent.EpochStarted(epoch), training);
            callback.on(new TrainingEvent.EpochEnded(epoch, new LinkedHashMap<>(training.logs)), training);
        }
        boolean changed = !callback.state().toString().equals(fresh.toString());
        callback.on(start, training);
        return changed && callback.state().toString().equals(fresh.toString());
    }

    private static boolean setsTheSame(JsonNode run) {
        JsonNode epochs = run.path("epochs");
        ReplayedCallback training =
                new ReplayedCallback(List.of(), epochs.get(0).path("before").doubleValue());
        boolean[] same = {true};
        Callback callback = new LearningRateScheduler((epoch, rate) -> {
            same[0] &= near(rate, epochs.get(epoch).path("before").doubleValue());
            return epochs.get(epoch).path("rate").doubleValue();
        });
        for (int epoch = 0; epoch < epochs.size(); epoch++) {
            Map<String, Double> logs = new LinkedHashMap<>();
            callback.on(new TrainingEvent.EpochStarted(epoch), training);
            same[0] &= near(training.rate, epochs.get(epoch).path("rate").doubleValue());
            callback.on(new TrainingEvent.EpochEnded(epoch, logs), training);
            same[0] &= near(
                    logs.getOrDefault("learning_rate", Double.NaN),
                    epochs.get(epoch).path("logged").doubleValue());
        }
        return same[0];
    }

    private static boolean near(double found, double wanted) {
        return Math.abs(found - wanted) <= 1e-6 * Math.abs(wanted);
    }

    /// Whether EarlyStopping, which stops after one epoch that is not better, holds the same for better as a monitor.
    private static boolean comparesTheSame(JsonNode run) throws KerasAssertions.Lacking {
        boolean same = improves(run, 1.0, 0.0, 0) == run.path("larger").asBoolean()
                || run.path("config").path("min_delta").doubleValue() > 0;
        for (JsonNode one : run.path("compared")) {
            JsonNode than = one.get(1);
            Double reference = than.isNull() ? null : Double.valueOf(than.doubleValue());
            double delta = run.path("config").path("min_delta").doubleValue();
            same &= improves(run, one.get(0).doubleValue(), reference, delta)
                    == one.get(2).asBoolean();
        }
        return same;
    }

    private static boolean improves(JsonNode run, double value, @Nullable Double than, double delta)
            throws KerasAssertions.Lacking {
        String monitor = run.path("config").path("monitor").asString("");
        EarlyStopping callback =
                new EarlyStopping(monitor, 1).mode(mode(run.path("config"))).minDelta(delta);
        ReplayedCallback training = new ReplayedCallback(List.of(monitor), 1);
        callback.on(new TrainingEvent.Started(2, 1), training);
        int epoch = 0;
        for (Double logged : than == null ? List.of(value) : List.of(than, value)) {
            training.logs = Map.of(monitor, logged);
            callback.on(new TrainingEvent.EpochEnded(epoch++, new LinkedHashMap<>(training.logs)), training);
        }
        return !training.stopped;
    }

    private static Mode mode(JsonNode config) {
        return Mode.valueOf(config.path("mode").asString("auto").toUpperCase(Locale.ROOT));
    }

    private static boolean decidesTheSame(JsonNode run) throws KerasAssertions.Lacking {
        Callback callback = callback(run.path("class_name").asString(""), run.path("config"));
        Map<String, Double> first = logs(run.path("epochs").get(0).path("logs"));
        ReplayedCallback training = new ReplayedCallback(
                List.copyOf(first.keySet()), run.path("rate").asDouble(1));
        callback.on(new TrainingEvent.Started(run.path("epochs").size(), 1), training);
        for (JsonNode epoch : run.path("epochs")) {
            int number = epoch.path("epoch").asInt(0);
            training.logs = logs(epoch.path("logs"));
            int before = training.saved;
            training.weights = number;
            callback.on(new TrainingEvent.EpochStarted(number), training);
            if (callback.wantsBatches()) {
                double loss = training.logs.getOrDefault("loss", 0.0);
                callback.on(new TrainingEvent.BatchEnded(number, 0, 1, loss), training);
            }
            callback.on(new TrainingEvent.EpochEnded(number, new LinkedHashMap<>(training.logs)), training);
            double rate = training.rate;
            boolean same =
                    switch (callback) {
                        case ReduceLROnPlateau reducing ->
                            Math.abs(rate - epoch.path("rate").asDouble(rate)) <= 1e-6 * rate;
                        case ModelCheckpoint saving ->
                            (training.saved > before) == epoch.path("saved").asBoolean(false);
                        default -> training.stopped == epoch.path("stopped").asBoolean(false);
                    };
            if (!same) {
                return false;
            }
        }
        callback.on(new TrainingEvent.Ended(run.path("epochs").size()), training);
        return !run.path("config").path("restore_best_weights").asBoolean(false)
                || training.weights == run.path("best_epoch").asInt(-1);
    }

    private static Callback callback(String name, JsonNode config) throws KerasAssertions.Lacking {
        String monitor = config.path("monitor").asString("val_loss");
        Mode mode = mode(config);
        return switch (name) {
            case "EarlyStopping" -> {
                EarlyStopping made = new EarlyStopping(
                                monitor, config.path("patience").asInt(0))
                        .mode(mode)
                        .minDelta(config.path("min_delta").asDouble(0))
                        .startFromEpoch(config.path("start_from_epoch").asInt(0))
                        .restoreBestWeights(config.path("restore_best_weights").asBoolean(false));
                yield config.path("baseline").isNumber()
                        ? made.baseline(config.path("baseline").doubleValue())
                        : made;
            }
            case "ReduceLROnPlateau" ->
                new ReduceLROnPlateau(
                                monitor,
                                config.path("factor").asDouble(0.1),
                                config.path("patience").asInt(10))
                        .mode(mode)
                        .minDelta(config.path("min_delta").asDouble(1e-4))
                        .cooldown(config.path("cooldown").asInt(0))
                        .minLearningRate(config.path("min_lr").asDouble(0));
            case "ModelCheckpoint" -> {
                if (config.path("save_freq").isNumber()) {
                    throw new KerasAssertions.Lacking("it saves between epochs");
                }
                ModelCheckpoint made = new ModelCheckpoint("{epoch}.keras")
                        .monitor(monitor)
                        .mode(mode)
                        .saveBestOnly(config.path("save_best_only").asBoolean(false));
                yield config.path("initial_value_threshold").isNumber()
                        ? made.initialValueThreshold(
                                config.path("initial_value_threshold").doubleValue())
                        : made;
            }
            case "TerminateOnNaN" -> new TerminateOnNaN();
            default -> throw new KerasAssertions.Lacking(name);
        };
    }

    static Map<String, Double> logs(JsonNode node) {
        Map<String, Double> logs = new LinkedHashMap<>();
        node.properties().forEach(log -> {
            JsonNode value = log.getValue();
            logs.put(
                    log.getKey(),
                    value.isNumber()
                            ? value.doubleValue()
                            : Double.parseDouble(value.stringValue()
                                    .replace("inf", "Infinity")
                                    .replace("nan", "NaN")));
        });
        return logs;
    }

    @Override
    public List<String> logNames() {
        return new ArrayList<>(names);
    }

    @Override
    public Metric.Direction direction(String logName) {
        String name = logName.replaceFirst("^val_", "").replaceFirst("^acc(uracy)?$", "binary_accuracy");
        Registry.Entry<Metric> metric = Registry.METRICS.find(name);
        return metric == null ? Metric.Direction.DOWN : metric.prototype().direction();
    }

    @Override
    public Map<String, Double> logs() {
        return logs;
    }

    @Override
    public float[] parameters() {
        return new float[] {weights};
    }

    @Override
    public void parameters(float[] values) {
        weights = (int) values[0];
    }

    @Override
    public double learningRate() {
        return rate;
    }

    @Override
    public void learningRate(double value) {
        rate = value;
    }

    @Override
    public void stop(String reason) {
        stopped = true;
    }

    @Override
    public void save(Path file) {
        saved++;
    }

    @Override
    public long steps() {
        return 0;
    }
}
