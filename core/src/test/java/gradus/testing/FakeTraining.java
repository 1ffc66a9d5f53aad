package gradus.testing;

import gradus.callbacks.Callback;
import gradus.callbacks.Training;
import gradus.callbacks.TrainingEvent;
import gradus.metrics.Metric;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A training that learns nothing: it sends the events of a real one with logs that are given, and notes what callbacks
/// do. After each batch all parameters are the number of batches so far, so that restored weights tell where they are
/// from.
public final class FakeTraining implements Training {
    /// Three numbers, see above.
    public final float[] parameters = new float[3];
    /// Where the model was saved, in order.
    public final List<Path> saved = new ArrayList<>();
    /// The learning rate in each epoch.
    public final List<Double> learningRates = new ArrayList<>();
    /// The logs of each epoch with what callbacks have added.
    public final List<Map<String, Double>> history = new ArrayList<>();
    /// Why it was stopped.
    public @Nullable String stopReason;
    /// Whether the optimizer follows a schedule.
    public boolean scheduled;
    /// Runs before each batch, as to let time pass.
    public Runnable beforeBatch = () -> {};
    /// Batches of an epoch.
    public int stepsPerEpoch = 1;

    private final List<String> logNames;
    private double learningRate = 1;
    private Map<String, Double> logs = Map.of();
    private long steps;

    /// A training that logs these names. Those that contain `accuracy` are better up.
    public FakeTraining(String... logNames) {
        this.logNames = List.of(logNames);
    }

    /// Logs of epochs: one name, one value an epoch.
    public static List<Map<String, Double>> logs(String name, double... values) {
        List<Map<String, Double>> epochs = new ArrayList<>();
        for (double value : values) {
            epochs.add(Map.of(name, value));
        }
        return epochs;
    }

    /// Trains from the first epoch to the last.
    ///
    /// @param epochs the logs of each
    /// @return how many epochs ran
    public int run(List<? extends Map<String, Double>> epochs, Callback... callbacks) {
        start(epochs.size(), callbacks);
        int ran = go(0, epochs, callbacks);
        send(new TrainingEvent.Ended(ran), callbacks);
        return ran;
    }

    /// Sends the first event.
    public void start(int epochs, Callback... callbacks) {
        stopReason = null;
        send(new TrainingEvent.Started(epochs, stepsPerEpoch), callbacks);
    }

    /// Runs epochs until stopped.
    ///
    /// @param first the number of the first
    /// @return how many epochs ran
    public int go(int first, List<? extends Map<String, Double>> epochs, Callback... callbacks) {
        int ran = 0;
        while (ran < epochs.size() && stopReason == null) {
            int epoch = first + ran;
            send(new TrainingEvent.EpochStarted(epoch), callbacks);
            learningRates.add(learningRate);
            logs = new LinkedHashMap<>(epochs.get(ran));
            logs.keySet().removeIf(name -> name.startsWith("val_"));
            for (int batch = 0; batch < stepsPerEpoch; batch++) {
                beforeBatch.run();
                steps++;
                java.util.Arrays.fill(parameters, (float) steps);
                for (Callback callback : callbacks) {
                    if (callback.wantsBatches()) {
                        callback.on(new TrainingEvent.BatchEnded(epoch, batch, 1, 0), this);
                    }
                }
            }
            Map<String, Double> ended = new LinkedHashMap<>(epochs.get(ran));
            history.add(ended);
            send(new TrainingEvent.EpochEnded(epoch, ended), callbacks);
            ran++;
        }
        return ran;
    }

    /// Sends an event to all.
    public void send(TrainingEvent event, Callback... callbacks) {
        for (Callback callback : callbacks) {
            callback.on(event, this);
        }
    }

    @Override
    public List<String> logNames() {
        return logNames;
    }

    @Override
    public Metric.Direction direction(String logName) {
        return logName.contains("accuracy") ? Metric.Direction.UP : Metric.Direction.DOWN;
    }

    @Override
    public Map<String, Double> logs() {
        return logs;
    }

    @Override
    public float[] parameters() {
        return parameters.clone();
    }

    @Override
    public void parameters(float[] values) {
        System.arraycopy(values, 0, parameters, 0, parameters.length);
    }

    @Override
    public double learningRate() {
        return learningRate;
    }

    @Override
    public void learningRate(double value) {
        if (scheduled) {
            throw new IllegalStateException("the optimizer follows a schedule");
        }
        learningRate = value;
    }

    @Override
    public void stop(String reason) {
        stopReason = reason;
    }

    @Override
    public void save(Path file) {
        saved.add(file);
    }

    @Override
    public long steps() {
        return steps;
    }
}
