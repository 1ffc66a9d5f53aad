package gradus.schedules;

import static gradus.internal.Require.notNegative;

/// A learning rate that never changes. Keras writes it as a plain number.
///
/// @param learningRate at least 0
public record Constant(double learningRate) implements Schedule {
    /// Checks the range.
    public Constant {
        notNegative("learningRate", learningRate);
    }

    @Override
    public double at(long step) {
        return learningRate;
    }

    /// The number.
    @Override
    public String toString() {
        return Double.toString(learningRate);
    }
}
