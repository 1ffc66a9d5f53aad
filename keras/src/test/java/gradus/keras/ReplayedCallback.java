package gradus.keras;

import gradus.callbacks.Callback;
import gradus.callbacks.EarlyStopping;
import gradus.callbacks.Mode;
import gradus.callbacks.ModelCheckpoint;
import gradus.callbacks.ReduceLROnPlateau;
import gradus.callbacks.TerminateOnNaN;
import gradus.callbacks.Training;
import gradus.callbacks.TrainingEvent;
import gradus.metrics.Metric;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// What a callback of Keras decided in a test, decided again from the same logs.
final class ReplayedCallback implements Training {
    private final List<String> names;
    private Map<String, Double> logs = Map.of();
    private double rate;
    private boolean stopped;
    private int saved;

    private ReplayedCallback(List<String> names, double rate) {
        this.names = names;
        this.rate = rate;
    }

    /// Whether all callbacks of a test decided as Keras's at the end of every epoch.
    static boolean holds(JsonNode test) throws KerasAssertions.Lacking {
        int runs = 0;
        boolean same = true;
        for (JsonNode run : test.path("runs")) {
            if (!run.path("epochs").isEmpty()) {
                runs++;
                same &= decidesTheSame(run);
            }
        }
        if (runs == 0) {
            throw new KerasAssertions.Lacking("no callback that decides from logs ran");
        }
        return same;
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
        return true;
    }

    private static Callback callback(String name, JsonNode config) throws KerasAssertions.Lacking {
        String monitor = config.path("monitor").asString("val_loss");
        Mode mode = Mode.valueOf(config.path("mode").asString("auto").toUpperCase(Locale.ROOT));
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

    private static Map<String, Double> logs(JsonNode node) {
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
        return logName.matches("(val_)?(acc|.*accuracy.*|f1_score|auc)") ? Metric.Direction.UP : Metric.Direction.DOWN;
    }

    @Override
    public Map<String, Double> logs() {
        return logs;
    }

    @Override
    public float[] parameters() {
        return new float[1];
    }

    @Override
    public void parameters(float[] values) {}

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
