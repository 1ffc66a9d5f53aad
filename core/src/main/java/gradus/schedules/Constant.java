package gradus.schedules;

import static gradus.internal.Require.notNegative;

/// A learning rate that never changes. Keras writes it as a plain number.
///
/// @param learningRate the rate, at least 0
public record Constant(double learningRate) implements Schedule {
    /// Validates the argument.
    ///
    /// @throws IllegalArgumentException if `learningRate` is negative or not finite
    public Constant {
        notNegative("learningRate", learningRate);
    }

    @Override
    public double at(long step) {
        return learningRate;
    }

    /// {@return the rate as a plain number}
    @Override
    public String toString() {
        return Double.toString(learningRate);
    }
}
