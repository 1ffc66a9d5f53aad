package gradus.callbacks;

import static gradus.internal.Require.notNegative;
import static gradus.internal.Require.require;

import java.util.Map;

/// Multiplies the learning rate by a factor when a monitored value has not improved for some epochs. Adds
/// `learning_rate`, as it was during the epoch, to the logs.
///
/// Configure it before training. It cannot be combined with a learning-rate schedule.
public final class ReduceLROnPlateau implements Callback {
    private final Monitor monitor;
    private final double factor;
    private final int patience;
    private int cooldown;
    private double minLearningRate;

    private int wait;
    private int cooling;

    /// Creates a callback that monitors `val_loss` and multiplies the learning rate by 0.1 after 10 epochs without
    /// improvement.
    public ReduceLROnPlateau() {
        this("val_loss", 0.1, 10);
    }

    /// Creates a callback.
    ///
    /// @param monitor the value to monitor, by its name in the logs, such as `val_loss`
    /// @param factor the factor of the learning rate, in (0, 1)
    /// @param patience the number of epochs without improvement after which the rate is reduced, at least 0
    /// @throws IllegalArgumentException if an argument is out of range
    public ReduceLROnPlateau(String monitor, double factor, int patience) {
        require(factor > 0 && factor < 1, "ReduceLROnPlateau.factor must be in (0, 1), got %s", factor);
        require(patience >= 0, "ReduceLROnPlateau.patience must be at least 0, got %s", patience);
        this.monitor = new Monitor("ReduceLROnPlateau", monitor);
        this.monitor.minDelta(1e-4);
        this.factor = factor;
        this.patience = patience;
    }

    /// Sets the smallest change that counts as an improvement; by default 1e-4.
    ///
    /// @param value the change, at least 0
    /// @return this
    /// @throws IllegalArgumentException if it is negative or not finite
    public ReduceLROnPlateau minDelta(double value) {
        notNegative("ReduceLROnPlateau.minDelta", value);
        monitor.minDelta(value);
        return this;
    }

    /// Sets the direction of improvement; by default that of the metric.
    ///
    /// @param value the direction
    /// @return this
    public ReduceLROnPlateau mode(Mode value) {
        monitor.mode(value);
        return this;
    }

    /// Sets the number of epochs after a reduction that do not count towards the patience; by default 0.
    ///
    /// @param epochs the number of epochs, at least 0
    /// @return this
    /// @throws IllegalArgumentException if it is negative
    public ReduceLROnPlateau cooldown(int epochs) {
        require(epochs >= 0, "ReduceLROnPlateau.cooldown must be at least 0, got %s", epochs);
        cooldown = epochs;
        return this;
    }

    /// Sets the lower limit of the learning rate; by default 0.
    ///
    /// @param value the limit, at least 0
    /// @return this
    /// @throws IllegalArgumentException if it is negative or not finite
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
            // Refuse a schedule now rather than on the first plateau.
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
        monitor.save(counts);
        return CallbackState.of(counts);
    }

    @Override
    public void restore(CallbackState state) {
        wait = state.count("wait");
        cooling = state.count("cooling");
        monitor.restore(state);
    }
}
