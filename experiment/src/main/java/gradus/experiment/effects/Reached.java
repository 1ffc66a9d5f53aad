package gradus.experiment.effects;

/// When a value that is measured now and then first reached a level.
final class Reached {
    private final double level;
    private double step = Double.NaN;
    private double last = Double.NaN;

    Reached(double level) {
        this.level = level;
    }

    /// Notes the value of a step, and returns it.
    double at(double when, double value) {
        step = Double.isNaN(step) && value >= level ? when : step;
        last = value;
        return value;
    }

    /// The first step at which the value was at least the level; NaN if there was none.
    double step() {
        return step;
    }

    /// The value that was noted last.
    double last() {
        return last;
    }
}
