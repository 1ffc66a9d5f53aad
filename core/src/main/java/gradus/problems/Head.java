package gradus.problems;

import gradus.layers.Dense;
import gradus.losses.Loss;

/// What a network ends in, and the loss that goes with it.
///
/// @param task the kind of problem that is learned
/// @param layer the last layer
/// @param loss the loss of its outputs
public record Head(Task task, Dense layer, Loss loss) {
    /// Returns the usual head of a task.
    ///
    /// @param task the kind of problem
    /// @param answers the number of values, classes or labels
    /// @return the row of the table in [Task]
    public static Head of(Task task, int answers) {
        return new Head(task, task.head(answers), task.loss());
    }
}
