package gradus.tables;

import gradus.problems.Task;
import java.util.List;

/// What is to be predicted.
///
/// @param task the kind
/// @param columns one; several for multi-label and for regression of several numbers
/// @param labels the classes by number, for binary and multiclass; else empty
/// @param means of the training rows for each column, for regression; else empty
/// @param variances likewise
public record Target(Task task, List<String> columns, List<String> labels, List<Double> means, List<Double> variances) {
    /// Copies the lists and checks that they fit the task.
    public Target {
        columns = List.copyOf(columns);
        labels = List.copyOf(labels);
        means = List.copyOf(means);
        variances = List.copyOf(variances);
        int statistics = task == Task.REGRESSION ? columns.size() : 0;
        boolean fits = !columns.isEmpty()
                && (!Tasks.isClassification(task) || columns.size() == 1)
                && (task == Task.BINARY ? labels.size() == 2 : task == Task.MULTICLASS == labels.size() >= 2)
                && means.size() == statistics
                && variances.size() == statistics;
        if (!fits) {
            throw new DataException("a target of task " + Tasks.text(task) + " cannot have columns " + columns + ", labels "
                    + labels + ", means " + means + " and variances " + variances);
        }
    }

    /// Classes.
    static Target classes(Task task, String column, List<String> labels) {
        return new Target(task, List.of(column), labels, List.of(), List.of());
    }

    /// How many numbers a row of targets has: the class is one, whatever the number of classes.
    public int width() {
        return columns.size();
    }
}
