package gradus.cli;

import gradus.data.tables.MissingPolicy;
import gradus.data.tables.SchemaOptions;
import gradus.problems.Task;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// How the columns of a table are used.
final class SchemaArguments {
    @Option(
            names = "--target",
            split = ",",
            paramLabel = "COLUMN",
            description = "The column to predict; several for several labels.")
    private List<String> targets = List.of();

    @Option(
            names = "--task",
            description = "${COMPLETION-CANDIDATES} (default: by the target).",
            completionCandidates = TaskNames.class,
            converter = TaskConverter.class)
    private @Nullable Task task;

    @Option(names = "--drop", split = ",", paramLabel = "COLUMN", description = "Columns not to look at.")
    private List<String> drop = List.of();

    @Option(
            names = "--missing",
            paramLabel = "POLICY",
            description = "Missing values: error, drop (the row) or mean.",
            converter = MissingConverter.class)
    private @Nullable MissingPolicy missing;

    List<String> targets() {
        return targets;
    }

    @Nullable
    Task task() {
        return task;
    }

    List<String> drop() {
        return drop;
    }

    @Nullable
    MissingPolicy missing() {
        return missing;
    }

    SchemaOptions over(SchemaOptions defaults) {
        SchemaOptions options = targets.isEmpty() ? defaults : defaults.targets(targets);
        options = task == null ? options : options.task(task);
        options = missing == null ? options : options.missing(missing);
        return options.drop(drop);
    }

    /// For completion and help.
    static final class TaskNames implements Iterable<String> {
        @Override
        public java.util.Iterator<String> iterator() {
            return java.util.Arrays.stream(Task.values())
                    .map(value -> value.name().toLowerCase(java.util.Locale.ROOT))
                    .iterator();
        }
    }

    /// As people write a task.
    static final class TaskConverter implements picocli.CommandLine.ITypeConverter<Task> {
        @Override
        public Task convert(String text) {
            for (Task value : Task.values()) {
                if (value.name().equalsIgnoreCase(text.replace("-", "").replace("_", ""))) {
                    return value;
                }
            }
            throw new picocli.CommandLine.TypeConversionException(
                    "must be one of " + String.join(", ", new TaskNames()) + ", got \"" + text + "\"");
        }
    }

    /// As people write a policy.
    static final class MissingConverter implements picocli.CommandLine.ITypeConverter<MissingPolicy> {
        @Override
        public MissingPolicy convert(String text) {
            try {
                return MissingPolicy.of(text);
            } catch (RuntimeException e) {
                throw new picocli.CommandLine.TypeConversionException(e.getMessage());
            }
        }
    }
}
