package gradus.callbacks;

import static gradus.internal.Require.finite;

import gradus.metrics.Metric;

/// Ends training after the first epoch in which a value of the logs is as good as wanted, as in
/// `stop_at(val_accuracy, 0.88)`. Keras has no such callback.
///
/// @param monitor the value to monitor, by its name in the logs, such as `val_accuracy`
/// @param target the value that is good enough
/// @param mode the direction of improvement; `auto` is that of the metric
public record StopAt(String monitor, double target, Mode mode) implements Callback, CallbackRule {
    /// Checks the argument.
    ///
    /// @throws IllegalArgumentException if the target is not finite
    public StopAt {
        finite("StopAt.target", target);
    }

    /// Creates a rule with the direction of the metric.
    ///
    /// @param monitor the value to monitor, by its name in the logs
    /// @param target the value that is good enough
    public StopAt(String monitor, double target) {
        this(monitor, target, Mode.AUTO);
    }

    @Override
    public Callback start() {
        return this;
    }

    /// {@inheritDoc}
    ///
    /// @throws IllegalArgumentException if the monitored name is not in the logs
    @Override
    public void on(TrainingEvent event, Training training) {
        if (event instanceof TrainingEvent.Started) {
            Monitor.requireLogged("StopAt", monitor, training);
        } else if (event instanceof TrainingEvent.EpochEnded ended
                && ended.logs().containsKey(monitor)
                && isReached(ended.logs().get(monitor), training)) {
            training.stop("StopAt: " + monitor + " is " + ended.logs().get(monitor));
        }
    }

    private boolean isReached(double value, Training training) {
        boolean larger = mode == Mode.AUTO ? training.direction(monitor) == Metric.Direction.UP : mode == Mode.MAX;
        return larger ? value >= target : value <= target;
    }
}
