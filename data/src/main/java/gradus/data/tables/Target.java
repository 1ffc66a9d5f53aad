package gradus.data.tables;

import gradus.problems.Task;
import java.util.List;

/// What is to be predicted.
///
/// @param task the kind
/// @param columns one; several for multi-label and for regression of several numbers
/// @param labels the classes by number, for binary and multiclass; else empty
/// @param ordered whether the classes, three or more, are levels from low to high, as it was said or is known
public record Target(Task task, List<String> columns, List<String> labels, boolean ordered) {
    /// Copies the lists and checks that they fit the task.
    public Target {
        columns = List.copyOf(columns);
        labels = List.copyOf(labels);
        boolean fits = !columns.isEmpty()
                && (!Tasks.isClassification(task) || columns.size() == 1)
                && (task == Task.BINARY ? labels.size() == 2 : task == Task.MULTICLASS == labels.size() >= 2);
        fits &= !ordered || labels.size() > 2;
        if (!fits) {
            throw new DataException("a target of task " + Tasks.text(task) + " cannot have columns " + columns
                    + " and labels " + labels);
        }
    }

    /// Creates a target whose classes have no order.
    ///
    /// @param task the kind
    /// @param columns one; several for multi-label and for regression of several numbers
    /// @param labels the classes by number, for binary and multiclass; else empty
    public Target(Task task, List<String> columns, List<String> labels) {
        this(task, columns, labels, false);
    }

    /// {@return how many numbers a row of targets has} A class is one number, for any number of classes.
    public int width() {
        return columns.size();
    }
}
