package gradus.tables;

import java.util.Locale;

/// What a network is to learn about a row.
public enum Task {
    /// One or more numbers.
    REGRESSION,
    /// Which of two classes; the target is 0 or 1.
    BINARY,
    /// Which of several classes; the target is the number of the class, from 0.
    MULTICLASS,
    /// Which of several labels, any number of them; each target is 0 or 1.
    MULTI_LABEL;

    /// As it is written in files and on the command line: `multi_label`.
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Whether a row has one of a set of labels.
    public boolean isClassification() {
        return this == BINARY || this == MULTICLASS;
    }

    /// The task that is written so. `classification` is not one: it is binary or multiclass by the labels.
    ///
    /// @throws DataException naming all tasks, if there is none
    public static Task of(String name) {
        for (Task task : values()) {
            if (task.toString().equals(name.replace('-', '_').toLowerCase(Locale.ROOT))) {
                return task;
            }
        }
        throw new DataException(
                "there is no task \"" + name + "\"; there are regression, binary, multiclass, multi_label");
    }
}
