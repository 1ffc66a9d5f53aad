package gradus.schedules;

/// A learning rate as a function of the step number.
public interface Schedule {
    /// Computes the learning rate of a step.
    ///
    /// @param step the 0-based number of the update
    /// @return the learning rate, at least 0
    double at(long step);

    /// Returns a learning rate that never changes.
    ///
    /// @param learningRate the rate, at least 0
    /// @return the schedule
    /// @throws IllegalArgumentException if `learningRate` is negative or not finite
    static Schedule constant(double learningRate) {
        return new Constant(learningRate);
    }
}
