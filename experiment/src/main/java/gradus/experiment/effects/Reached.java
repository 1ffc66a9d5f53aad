package gradus.experiment.effects;

/// An accuracy that is measured now and then, and the step at which it first reached a level.
final class Reached {
    private final double level;
    private double step = Double.NaN;
    private double last = Double.NaN;

    Reached(double level) {
        this.level = level;
    }

    /// Takes the accuracy after a step, and returns it.
    double at(double when, double accuracy) {
        step = Double.isNaN(step) && accuracy >= level ? when : step;
        last = accuracy;
        return accuracy;
    }

    /// Notes the last accuracy, and the first step at which it was at least the level; NaN if there was none.
    void note(String name, Observation seen) {
        seen.value(name, "accuracy", last);
        seen.value(name, "steps", step);
    }
}
