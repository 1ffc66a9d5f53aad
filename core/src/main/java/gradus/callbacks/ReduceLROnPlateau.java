package gradus.callbacks;

import static gradus.internal.Require.notNegative;
import static gradus.internal.Require.require;

import java.util.Map;

/// Multiplies the learning rate by a factor when a monitored value has not become better for some epochs. Adds
/// `learning_rate`, as it was in the epoch, to the logs.
///
/// Settings are made before training. It cannot be used with a learning rate schedule.
public final class ReduceLROnPlateau implements Callback {
    private final Monitor monitor;
    private final double factor;
    private final int patience;
    private int cooldown;
    private double minLearningRate;

    private int wait;
    private int cooling;

    /// Watches `val_loss`: a tenth of the learning rate after 10 epochs.
    public ReduceLROnPlateau() {
        this("val_loss", 0.1, 10);
    }

    /// Watches a value.
    ///
    /// @param monitor its name in the logs, as `val_loss`
    /// @param factor that the learning rate is multiplied by, in (0, 1)
    /// @param patience after how many epochs without improvement, at least 0
    public ReduceLROnPlateau(String monitor, double factor, int patience) {
        require(factor > 0 && factor < 1, "ReduceLROnPlateau.factor must be in (0, 1), got %s", factor);
        require(patience >= 0, "ReduceLROnPlateau.patience must be at least 0, got %s", patience);
        this.monitor = new Monitor("ReduceLROnPlateau", monitor);
        this.monitor.minDelta(1e-4);
        this.factor = factor;
        this.patience = patience;
    }

    /// How much better a value must be to count; by default 1e-4.
    public ReduceLROnPlateau minDelta(double value) {
        notNegative("ReduceLROnPlateau.minDelta", value);
        monitor.minDelta(value);
        return this;
    }

    /// Which way is better; by default as the metric says.
    public ReduceLROnPlateau mode(Mode value) {
        monitor.mode(value);
        return this;
    }

    /// For how many epochs after a reduction patience does not run; by default 0.
    public ReduceLROnPlateau cooldown(int epochs) {
        require(epochs >= 0, "ReduceLROnPlateau.cooldown must be at least 0, got %s", epochs);
        cooldown = epochs;
        return this;
    }

    /// What the learning rate never falls below; by default 0.
    public ReduceLROnPlateau minLearningRate(double value) {
        notNegative("ReduceLROnPlateau.minLearningRate", value);
        minLearningRate = value;
        return this;
    }

    /// {@inheritDoc}
    ///
    /// @throws IllegalArgumentException if the monitored name is not in the logs
    /// @throws IllegalStateException if the optimizer follows a schedule
    @Override
    public void on(TrainingEvent event, Training training) {
        if (event instanceof TrainingEvent.Started) {
            monitor.start(training, Double.NaN);
            wait = 0;
            cooling = 0;
            // Refused now if the optimizer follows a schedule, rather than on the first plateau.
            training.learningRate(training.learningRate());
        } else if (event instanceof TrainingEvent.EpochEnded ended) {
            ended.logs().put("learning_rate", training.learningRate());
            if (monitor.isLogged(ended.logs())) {
                epochEnded(monitor.value(ended.logs()), training);
            }
        }
    }

    private void epochEnded(double value, Training training) {
        if (cooling > 0) {
            cooling--;
            wait = 0;
        }
        if (monitor.improve(value)) {
            wait = 0;
        } else if (cooling == 0) {
            wait++;
            double rate = training.learningRate();
            if (wait >= patience && rate > minLearningRate) {
                training.learningRate(Math.max(rate * factor, minLearningRate));
                cooling = cooldown;
                wait = 0;
            }
        }
    }

    @Override
    public CallbackState state() {
        Map<String, Double> counts = new java.util.LinkedHashMap<>();
        counts.put("wait", (double) wait);
        counts.put("cooling", (double) cooling);
        if (!Double.isNaN(monitor.best())) {
            counts.put("best", monitor.best());
        }
        return CallbackState.of(counts);
    }

    @Override
    public void restore(CallbackState state) {
        wait = state.count("wait");
        cooling = state.count("cooling");
        monitor.best(state.number("best"));
    }
}
