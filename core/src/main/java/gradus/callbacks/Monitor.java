package gradus.callbacks;

import gradus.metrics.Metric;
import java.util.List;
import java.util.Map;

/// A value of the logs that is compared from epoch to epoch, with the best so far. The first
/// value is the best, even if it is NaN; NaN is never better, and nothing is better than NaN, as in Keras.
final class Monitor {
    private final String who;
    private final String name;
    private boolean larger;
    private Mode mode = Mode.AUTO;
    private double minDelta;
    private double best = Double.NaN;
    private boolean found;

    /// @param who the callback, for messages
    /// @param name the name of the value in the logs
    Monitor(String who, String name) {
        this.who = who;
        this.name = name;
    }

    String name() {
        return name;
    }

    void mode(Mode value) {
        mode = value;
    }

    void minDelta(double value) {
        minDelta = value;
    }

    /// Checks the name, determines the direction, and sets the initial best value, NaN for none.
    void start(Training training, double initial) {
        requireLogged(who, name, training);
        larger = mode == Mode.AUTO ? training.direction(name) == Metric.Direction.UP : mode == Mode.MAX;
        best = initial;
        found = !Double.isNaN(initial);
    }

    static void requireLogged(String who, String name, Training training) {
        List<String> names = training.logNames();
        if (!names.contains(name)) {
            throw new IllegalArgumentException(
                    who + " monitors \"" + name + "\", which this training does not log; it logs "
                            + String.join(", ", names)
                            + (name.startsWith("val_") ? ". Names with val_ need validation data" : ""));
        }
    }

    /// Returns the value of this epoch; NaN if it was not logged, as in an epoch without validation.
    double value(Map<String, Double> logs) {
        return logs.getOrDefault(name, Double.NaN);
    }

    boolean isLogged(Map<String, Double> logs) {
        return logs.containsKey(name);
    }

    /// Returns whether a value is better than another by more than `minDelta`.
    boolean isBetter(double value, double than) {
        return larger ? value - minDelta > than : value + minDelta < than;
    }

    /// Makes a value the best if it is better, and returns whether it is.
    boolean improve(double value) {
        if (found && !isBetter(value, best)) {
            return false;
        }
        best = value;
        found = true;
        return true;
    }

    /// Returns the best value so far; NaN if there is none.
    double best() {
        return best;
    }

    /// Adds the best value to a state, if there is one.
    void save(Map<String, Double> numbers) {
        if (found) {
            numbers.put("best", best);
        }
    }

    /// Restores what [#save] has added.
    void restore(CallbackState state) {
        found = state.numbers().containsKey("best");
        best = state.number("best");
    }
}
