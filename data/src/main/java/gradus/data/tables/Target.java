package gradus.data.tables;

import gradus.problems.Task;
import java.util.HashSet;
import java.util.List;

/// What is to be predicted.
///
/// @param task the kind
/// @param columns one; several for multi-label and for regression of several numbers
/// @param labels the classes by number, for binary and multiclass; else empty
public record Target(Task task, List<String> columns, List<String> labels) {
    /// Copies the lists and checks that they fit the task.
    public Target {
        columns = List.copyOf(columns);
        labels = List.copyOf(labels);
        boolean fits = !columns.isEmpty()
                && (!Tasks.isClassification(task) || columns.size() == 1)
                && (task == Task.BINARY ? labels.size() == 2 : task == Task.MULTICLASS == labels.size() >= 2);
        if (!fits) {
            throw new DataException("a target of task " + Tasks.text(task) + " cannot have columns " + columns
                    + " and labels " + labels);
        }
    }

    /// {@return whether the classes are in an order that was said or is known, which that of their names is not}
    public boolean hasOwnOrder() {
        return !labels.equals(Categories.inOrder(new HashSet<>(labels)));
    }

    /// {@return how many numbers a row of targets has} A class is one number, for any number of classes.
    public int width() {
        return columns.size();
    }
}
