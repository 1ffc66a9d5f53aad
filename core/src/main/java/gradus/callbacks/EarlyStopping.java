package gradus.callbacks;

import static gradus.internal.Require.finite;
import static gradus.internal.Require.notNegative;
import static gradus.internal.Require.require;

import java.util.LinkedHashMap;
import java.util.Map;

/// Ends training when a monitored value has not become better for some epochs, and brings the best weights back.
///
/// Unlike Keras, where it must be asked for, the weights of the best epoch are restored by default, and also if
/// training ended by itself: whoever watches for the best epoch wants the model of that epoch. What is restored are
/// all parameters, running statistics of layers included, but not the optimizer's state; going on training goes on
/// from there.
///
/// An epoch counts as an improvement if its value is better than the best by more than `minDelta`; NaN never is.
/// Settings are made before training; one instance can serve several trainings, one after the other, and forgets each.
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

    /// Watches `val_loss` with the patience 0.
    public EarlyStopping() {
        this("val_loss", 0);
    }

    /// Watches a value.
    ///
    /// @param monitor its name in the logs, as `val_loss`
    /// @param patience after how many epochs without improvement training ends, at least 0
    public EarlyStopping(String monitor, int patience) {
        require(patience >= 0, "EarlyStopping.patience must be at least 0, got %s", patience);
        this.monitor = new Monitor("EarlyStopping", monitor);
        this.patience = patience;
    }

    /// How much better a value must be to count; by default 0.
    public EarlyStopping minDelta(double value) {
        notNegative("EarlyStopping.minDelta", value);
        monitor.minDelta(value);
        return this;
    }

    /// Which way is better; by default as the metric says.
    public EarlyStopping mode(Mode value) {
        monitor.mode(value);
        return this;
    }

    /// The value that must be beaten for patience to start anew; by default none.
    public EarlyStopping baseline(double value) {
        finite("EarlyStopping.baseline", value);
        baseline = value;
        return this;
    }

    /// Whether the weights of the best epoch are restored at the end; by default they are.
    public EarlyStopping restoreBestWeights(boolean value) {
        restoreBestWeights = value;
        return this;
    }

    /// The epoch, from 0, before which values are not looked at; by default 0.
    public EarlyStopping startFromEpoch(int value) {
        require(value >= 0, "EarlyStopping.startFromEpoch must be at least 0, got %s", value);
        startFromEpoch = value;
        return this;
    }

    /// The epoch with the best value, from 0; -1 if there was none.
    public int bestEpoch() {
        return bestEpoch;
    }

    /// The best value; NaN if there was none.
    public double best() {
        return monitor.best();
    }

    /// The epoch after which training was ended, from 0; -1 if it was not.
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
            training.stop("EarlyStopping: " + monitor.name() + " is no better since epoch " + (bestEpoch + 1));
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
        numbers.put("best", monitor.best());
        return new CallbackState(numbers, restoreBestWeights ? Map.of("best_weights", bestWeights) : Map.of());
    }

    @Override
    public void restore(CallbackState state) {
        wait = state.count("wait");
        stoppedEpoch = state.numbers().containsKey("stopped_epoch") ? state.count("stopped_epoch") : -1;
        bestEpoch = state.numbers().containsKey("best_epoch") ? state.count("best_epoch") : -1;
        monitor.best(state.number("best"));
        float[] weights = state.arrays().get("best_weights");
        if (weights != null) {
            bestWeights = weights.clone();
        }
    }
}
