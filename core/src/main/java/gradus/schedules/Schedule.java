package gradus.schedules;

/// A learning rate that changes with the number of the step.
public interface Schedule {
    /// The learning rate of a step.
    ///
    /// @param step 0-based number of the update
    double at(long step);

    /// A learning rate that never changes.
    static Schedule constant(double learningRate) {
        return new Constant(learningRate);
    }
}
