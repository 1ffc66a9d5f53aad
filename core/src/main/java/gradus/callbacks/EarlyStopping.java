package gradus.callbacks;

import static gradus.internal.Require.finite;
import static gradus.internal.Require.notNegative;
import static gradus.internal.Require.require;

import java.util.LinkedHashMap;
import java.util.Map;

/// Ends training when a monitored value has not improved for some epochs, and restores the best weights.
///
/// Unlike in Keras, where it is an option, the weights of the best epoch are restored by default, and also if
/// training ended for another reason: monitoring for the best epoch implies wanting the model of that epoch. All
/// parameters are restored, including the running statistics of layers, but not the optimizer's state; further
/// training continues from there.
///
/// An epoch counts as an improvement if its value is better than the best by more than `minDelta`; NaN never is, except
/// as the first value, and then no later one is, as in Keras.
/// Configure it before training. An instance can serve several trainings one after another and resets itself for
/// each.
///
/// Prechelt 1998, "Early stopping - but when?".
public final class EarlyStopping implements Callback {
    private final Monitor monitor;
    private final int patience;
    private double baseline = Double.NaN;
    private boolean restoreBestWeights = true;
    private int startFromEpoch;

    private int wait;
    private int bestEpoch = -1;
    private int stoppedEpoch = -1;
    private float[] bestWeights = {};

    /// Creates a callback that monitors `val_loss` with a patience of 0.
    public EarlyStopping() {
        this("val_loss", 0);
    }

    /// Creates a callback.
    ///
    /// @param monitor the value to monitor, by its name in the logs, such as `val_loss`
    /// @param patience the number of epochs without improvement after which training ends, at least 0
    /// @throws IllegalArgumentException if `patience` is negative
    public EarlyStopping(String monitor, int patience) {
        require(patience >= 0, "EarlyStopping.patience must be at least 0, got %s", patience);
        this.monitor = new Monitor("EarlyStopping", monitor);
        this.patience = patience;
    }

    /// Sets the smallest change that counts as an improvement; by default 0.
    ///
    /// @param value the change, at least 0
    /// @return this
    /// @throws IllegalArgumentException if it is negative or not finite
    public EarlyStopping minDelta(double value) {
        notNegative("EarlyStopping.minDelta", value);
        monitor.minDelta(value);
        return this;
    }

    /// Sets the direction of improvement; by default that of the metric.
    ///
    /// @param value the direction
    /// @return this
    public EarlyStopping mode(Mode value) {
        monitor.mode(value);
        return this;
    }

    /// Sets the value that must be beaten for the patience to restart; by default there is none.
    ///
    /// @param value the baseline
    /// @return this
    public EarlyStopping baseline(double value) {
        finite("EarlyStopping.baseline", value);
        baseline = value;
        return this;
    }

    /// Sets whether the weights of the best epoch are restored at the end; by default they are.
    ///
    /// @param value whether to restore them
    /// @return this
    public EarlyStopping restoreBestWeights(boolean value) {
        restoreBestWeights = value;
        return this;
    }

    /// Sets the epoch, from 0, before which values are ignored; by default 0.
    ///
    /// @param value the first epoch that counts
    /// @return this
    /// @throws IllegalArgumentException if it is negative
    public EarlyStopping startFromEpoch(int value) {
        require(value >= 0, "EarlyStopping.startFromEpoch must be at least 0, got %s", value);
        startFromEpoch = value;
        return this;
    }

    /// {@return the epoch with the best value, from 0; -1 if there is none}
    public int bestEpoch() {
        return bestEpoch;
    }

    /// {@return the best value; NaN if there is none}
    public double best() {
        return monitor.best();
    }

    /// {@return the epoch after which this callback ended training, from 0; -1 if it did not}
    public int stoppedEpoch() {
        return stoppedEpoch;
    }

    /// {@inheritDoc}
    ///
    /// @throws IllegalArgumentException if the monitored name is not in the logs
    @Override
    public void on(TrainingEvent event, Training training) {
        switch (event) {
            case TrainingEvent.Started started -> {
                monitor.start(training, Double.NaN);
                wait = 0;
                bestEpoch = -1;
                stoppedEpoch = -1;
            }
            case TrainingEvent.EpochEnded ended -> epochEnded(ended.epoch(), ended.logs(), training);
            case TrainingEvent.Ended ended -> {
                if (restoreBestWeights && bestEpoch >= 0) {
                    training.parameters(bestWeights);
                }
            }
            default -> {}
        }
    }

    private void epochEnded(int epoch, Map<String, Double> logs, Training training) {
        if (epoch < startFromEpoch || !monitor.isLogged(logs)) {
            return;
        }
        double value = monitor.value(logs);
        wait++;
        if (monitor.improve(value)) {
            bestEpoch = epoch;
            if (restoreBestWeights) {
                bestWeights = training.parameters();
            }
            if (Double.isNaN(baseline) || monitor.isBetter(value, baseline)) {
                wait = 0;
            }
        } else if (wait >= patience && epoch > 0) {
            stoppedEpoch = epoch;
            training.stop("EarlyStopping: " + monitor.name() + " has not improved since epoch " + (bestEpoch + 1));
        }
    }

    @Override
    public CallbackState state() {
        Map<String, Double> numbers = new LinkedHashMap<>();
        numbers.put("wait", (double) wait);
        if (stoppedEpoch >= 0) {
            numbers.put("stopped_epoch", (double) stoppedEpoch);
        }
        if (bestEpoch < 0) {
            return CallbackState.of(numbers);
        }
        numbers.put("best_epoch", (double) bestEpoch);
        monitor.save(numbers);
        return new CallbackState(numbers, restoreBestWeights ? Map.of("best_weights", bestWeights) : Map.of());
    }

    @Override
    public void restore(CallbackState state) {
        wait = state.count("wait");
        stoppedEpoch = state.numbers().containsKey("stopped_epoch") ? state.count("stopped_epoch") : -1;
        bestEpoch = state.numbers().containsKey("best_epoch") ? state.count("best_epoch") : -1;
        monitor.restore(state);
        float[] weights = state.arrays().get("best_weights");
        if (weights != null) {
            bestWeights = weights.clone();
        }
    }
}
