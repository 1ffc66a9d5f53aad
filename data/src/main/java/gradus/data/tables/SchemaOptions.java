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
/// @param inputs the columns to predict from, in order; empty for all others
/// @param sampleWeight the column with the weight of each row, or null for a weight of 1 each
public record SchemaOptions(
        List<String> targets,
        @Nullable Task task,
        Set<String> drop,
        MissingPolicy missing,
        List<String> inputs,
        @Nullable String sampleWeight) {
    /// Copies the collections.
    public SchemaOptions {
        targets = List.copyOf(targets);
        inputs = List.copyOf(inputs);
        drop = Set.copyOf(drop);
    }

    /// Creates options that infer the task from the targets, use all columns and refuse missing values.
    ///
    /// @param targets the columns to predict
    public SchemaOptions(String... targets) {
        this(List.of(targets), null, Set.of(), MissingPolicy.ERROR, List.of(), null);
    }

    /// Replaces the targets; the task is inferred again.
    ///
    /// @param values the columns to predict
    /// @return changed copy
    public SchemaOptions targets(Collection<String> values) {
        return new SchemaOptions(List.copyOf(values), null, drop, missing, inputs, sampleWeight);
    }

    /// Sets the task.
    ///
    /// @param value the task, or null to infer it from the targets
    /// @return changed copy
    public SchemaOptions task(@Nullable Task value) {
        return new SchemaOptions(targets, value, drop, missing, inputs, sampleWeight);
    }

    /// Leaves out further columns.
    ///
    /// @param names the columns to leave out, in addition to earlier ones
    /// @return changed copy
    public SchemaOptions drop(Collection<String> names) {
        Set<String> all = new TreeSet<>(drop);
        all.addAll(names);
        return new SchemaOptions(targets, task, all, missing, inputs, sampleWeight);
    }

    /// Sets the treatment of missing values.
    ///
    /// @param value the policy
    /// @return changed copy
    public SchemaOptions missing(MissingPolicy value) {
        return new SchemaOptions(targets, task, drop, value, inputs, sampleWeight);
    }

    /// Sets the columns to predict from.
    ///
    /// @param values the columns, in order; empty for all that are nothing else
    /// @return changed copy
    public SchemaOptions inputs(Collection<String> values) {
        return new SchemaOptions(targets, task, drop, missing, List.copyOf(values), sampleWeight);
    }

    /// Sets the column with the weights of the rows.
    ///
    /// @param value the column, or null for a weight of 1 each
    /// @return changed copy
    public SchemaOptions sampleWeight(@Nullable String value) {
        return new SchemaOptions(targets, task, drop, missing, inputs, value);
    }
}
