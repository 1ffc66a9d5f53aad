package gradus.problems;

import gradus.layers.Dense;
import gradus.losses.Loss;
import org.jspecify.annotations.Nullable;

/// What a network ends in, and the loss that goes with it.
///
/// @param task the kind of problem that is learned
/// @param layer the last layer that is trained
/// @param loss the loss of its outputs
/// @param order the fixed layer after it, for classes with an order; null for none
public record Head(
        Task task, Dense layer, Loss loss, @Nullable OrderedClasses order) {
    /// Creates a head that ends in a layer that is trained.
    ///
    /// @param task the kind of problem that is learned
    /// @param layer the last layer
    /// @param loss the loss of its outputs
    public Head(Task task, Dense layer, Loss loss) {
        this(task, layer, loss, null);
    }

    /// Returns the usual head of a task.
    ///
    /// @param task the kind of problem
    /// @param answers the number of values, classes or labels
    /// @return the row of the table in [Task]
    public static Head of(Task task, int answers) {
        return new Head(task, task.head(answers), task.loss());
    }

    /// Returns the head for classes with an order.
    ///
    /// @param classes the number of classes, at least 3
    /// @return the head
    public static Head ordered(int classes) {
        OrderedClasses order = new OrderedClasses(classes);
        return new Head(Task.MULTICLASS, order.directions(), Task.MULTICLASS.loss(), order);
    }
}
