package gradus.data.tables;

import gradus.problems.Task;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/// Tasks as text.
final class Tasks {
    private Tasks() {}

    /// As files and the command line write it: `multiclass`.
    static String text(Task task) {
        return task.name().toLowerCase(Locale.ROOT);
    }

    /// The task that is written so.
    static Task of(String text) {
        for (Task task : Task.values()) {
            if (text(task).equals(text)) {
                return task;
            }
        }
        throw new DataException("there is no task \"" + text + "\"; there are "
                + Arrays.stream(Task.values()).map(Tasks::text).collect(Collectors.joining(", ")));
    }

    /// Whether a row has one of a set of classes.
    static boolean isClassification(Task task) {
        return task == Task.BINARY || task == Task.MULTICLASS;
    }
}
