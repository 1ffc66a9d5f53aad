package gradus.data.tables;

import gradus.problems.Task;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// How a table is made into numbers.
///
/// @param targets the columns to predict; several for multi-label, or for regression of several numbers
/// @param task the kind of prediction; null to choose by the targets, see [Schema#infer]
/// @param drop columns that are not looked at
/// @param missing what is done with rows that lack a value
public record SchemaOptions(List<String> targets, @Nullable Task task, Set<String> drop, MissingPolicy missing) {
    /// Copies the collections.
    public SchemaOptions {
        targets = List.copyOf(targets);
        drop = Set.copyOf(drop);
    }

    /// The task by the targets, all columns, missing values refused.
    public SchemaOptions(String... targets) {
        this(List.of(targets), null, Set.of(), MissingPolicy.ERROR);
    }

    /// With other targets; the task is chosen anew.
    public SchemaOptions targets(Collection<String> values) {
        return new SchemaOptions(List.copyOf(values), null, drop, missing);
    }

    /// With a given task.
    public SchemaOptions task(@Nullable Task value) {
        return new SchemaOptions(targets, value, drop, missing);
    }

    /// Without these columns too.
    public SchemaOptions drop(Collection<String> names) {
        Set<String> all = new TreeSet<>(drop);
        all.addAll(names);
        return new SchemaOptions(targets, task, all, missing);
    }

    /// With another treatment of missing values.
    public SchemaOptions missing(MissingPolicy value) {
        return new SchemaOptions(targets, task, drop, value);
    }
}
