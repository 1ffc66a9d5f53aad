package gradus.data.tables;

import gradus.internal.Records;
import gradus.problems.Task;
import java.io.Serializable;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
/// @param kinds what columns hold, by name; of the others, it is found out
/// @param group the column whose equal values keep rows together when rows are held out, or null
/// @param time the column by which the last rows are held out, or null for random ones
/// @param stratify whether random rows are held out in equal shares of every class, or of small and large numbers; null
///     for classes only
/// @param fold the part that is held out for the test instead of a share of the rows, or null
/// @param rows how many training rows are used, or null for all
/// @param na the texts that stand for a missing value beyond [the usual ones][CsvOptions#MISSING], which later
///     tables are read by; `age=0` is said of the column `age` alone
public record SchemaOptions(
        List<String> targets,
        @Nullable Task task,
        Set<String> drop,
        MissingPolicy missing,
        List<String> inputs,
        @Nullable String sampleWeight,
        Map<String, ColumnKind> kinds,
        @Nullable String group,
        @Nullable String time,
        @Nullable Boolean stratify,
        @Nullable Fold fold,
        @Nullable Integer rows,
        List<String> na)
        implements Serializable {
    /// Copies the collections.
    public SchemaOptions {
        targets = List.copyOf(targets);
        inputs = List.copyOf(inputs);
        drop = Set.copyOf(drop);
        kinds = Map.copyOf(kinds);
        na = List.copyOf(na);
        if (group != null && time != null) {
            throw new IllegalArgumentException(
                    "rows are held out by group or by time, got both: " + group + " and " + time);
        }
    }

    /// One of several parts of the rows, each of which is held out once.
    ///
    /// @param number from 0
    /// @param count how many parts there are, at least 2
    public record Fold(int number, int count) implements Serializable {
        /// Checks the range.
        public Fold {
            if (count < 2 || number < 0 || number >= count) {
                throw new IllegalArgumentException("folds must be at least 2, got " + count + " and fold " + number);
            }
        }
    }

    /// Creates options that find out everything but the targets, use all columns and take missing values as they are.
    ///
    /// @param targets the columns to predict
    public SchemaOptions(String... targets) {
        this(
                List.of(targets),
                null,
                Set.of(),
                MissingPolicy.INDICATOR,
                List.of(),
                null,
                Map.of(),
                null,
                null,
                null,
                null,
                null,
                List.of());
    }

    /// Replaces the targets; the task is inferred again.
    ///
    /// @param values the columns to predict
    /// @return changed copy
    public SchemaOptions targets(Collection<String> values) {
        return Records.with(task(null), "targets", List.copyOf(values));
    }

    /// Sets the task.
    ///
    /// @param value the task, or null to infer it from the targets
    /// @return changed copy
    public SchemaOptions task(@Nullable Task value) {
        return Records.with(this, "task", value);
    }

    /// Leaves out further columns.
    ///
    /// @param names the columns to leave out, in addition to earlier ones
    /// @return changed copy
    public SchemaOptions drop(Collection<String> names) {
        Set<String> all = new TreeSet<>(drop);
        all.addAll(names);
        return Records.with(this, "drop", all);
    }

    /// Sets the treatment of missing values.
    ///
    /// @param value the policy
    /// @return changed copy
    public SchemaOptions missing(MissingPolicy value) {
        return Records.with(this, "missing", value);
    }

    /// Sets the columns to predict from.
    ///
    /// @param values the columns, in order; empty for all that are nothing else
    /// @return changed copy
    public SchemaOptions inputs(Collection<String> values) {
        return Records.with(this, "inputs", List.copyOf(values));
    }

    /// Sets the column with the weights of the rows.
    ///
    /// @param value the column, or null for a weight of 1 each
    /// @return changed copy
    public SchemaOptions sampleWeight(@Nullable String value) {
        return Records.with(this, "sampleWeight", value);
    }

    /// Says what further columns hold.
    ///
    /// @param values kinds by the names of columns
    /// @return changed copy
    public SchemaOptions kinds(Map<String, ColumnKind> values) {
        Map<String, ColumnKind> all = new LinkedHashMap<>(kinds);
        all.putAll(values);
        return Records.with(this, "kinds", all);
    }

    /// Sets which texts stand for a missing value beyond the usual ones.
    ///
    /// @param values texts; `age=0` is said of the column `age` alone
    /// @return changed copy
    public SchemaOptions na(Collection<String> values) {
        return Records.with(this, "na", List.copyOf(values));
    }

    /// Keeps rows with equal values together when rows are held out, as those of one patient.
    ///
    /// @param value the column, or null for none
    /// @return changed copy
    public SchemaOptions group(@Nullable String value) {
        return Records.with(this, "group", value);
    }

    /// Sets whether rows are held out in equal shares of every class, or of small and large numbers.
    ///
    /// @param value whether they are, or null for classes only
    /// @return changed copy
    public SchemaOptions stratify(@Nullable Boolean value) {
        return Records.with(this, "stratify", value);
    }

    /// Holds out one of several parts of the rows for the test.
    ///
    /// @param value the part, or null for a share of the rows
    /// @return changed copy
    public SchemaOptions fold(@Nullable Fold value) {
        return Records.with(this, "fold", value);
    }

    /// Holds out the last rows instead of random ones.
    ///
    /// @param value the column by which they are ordered, or null for none
    /// @return changed copy
    public SchemaOptions time(@Nullable String value) {
        return Records.with(this, "time", value);
    }

    /// Sets how many training rows are used: chosen as rows are held out, so that those of a larger number contain
    /// those of a smaller one. Whole groups are used where rows are held out so, and the last rows by time.
    ///
    /// @param value the number, at least 1, or null for all
    /// @return changed copy
    public SchemaOptions rows(@Nullable Integer value) {
        return Records.with(this, "rows", value);
    }
}
