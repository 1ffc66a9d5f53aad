package gradus.experiment;

import static gradus.internal.Require.require;

import gradus.data.tables.MissingPolicy;
import gradus.data.tables.SchemaOptions;
import gradus.problems.Task;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a run learns from, and how it becomes numbers. Null means: by the data.
///
/// @param source a name, a generator, a CSV file or a folder of IDX files, see [gradus.data.datasets.Data]
/// @param targets the columns to predict; empty for the data set's own
/// @param task the kind of answer, or null
/// @param drop columns that are left out
/// @param missing what is done with missing values, or null
/// @param validation rows that are evaluated during training
/// @param test rows that judge the result
/// @param scaling how inputs, and targets of a regression, are scaled, or null for [Scaling#of]
/// @param bins how many classes a regression is learned as; 0 for a regression
/// @param quantileBins whether bins hold equally many rows, instead of being equally wide
/// @param inputs the columns to predict from, in order; empty for all others
/// @param sampleWeight the column with the weight of each row, or null
/// @param group the column whose equal values keep rows together when rows are held out, or null
/// @param time the column by which the last rows are held out, or null for random ones
/// @param stratify whether random rows are held out in equal shares of every class, or of small and large numbers;
///     null for classes only
/// @param transform how the numbers of a regression are learned, or null for standardized, or what an ensemble
/// finds to be best
/// @param rows how many training rows are used, or null for all
public record DataSpec(
        String source,
        List<String> targets,
        @Nullable Task task,
        List<String> drop,
        @Nullable MissingPolicy missing,
        HeldOut validation,
        HeldOut test,
        @Nullable Scaling scaling,
        int bins,
        boolean quantileBins,
        List<String> inputs,
        @Nullable String sampleWeight,
        @Nullable String group,
        @Nullable String time,
        @Nullable Boolean stratify,
        @Nullable Transform transform,
        @Nullable Integer rows) {
    /// Copies the lists.
    public DataSpec {
        targets = List.copyOf(targets);
        drop = List.copyOf(drop);
        inputs = List.copyOf(inputs);
        require(bins == 0 || bins >= 2, "bins must be at least 2, got %s", bins);
    }

    /// The usual choices for data: a tenth of the rows for validation, a fifth for the test.
    static DataSpec of(String source) {
        return new DataSpec(
                source,
                List.of(),
                null,
                List.of(),
                null,
                HeldOut.share(0.1),
                HeldOut.share(0.2),
                null,
                0,
                false,
                List.of(),
                null,
                null,
                null,
                null,
                null,
                null);
    }

    /// {@return how the columns of a table are used: as chosen here, else by the options of the data}
    ///
    /// @param own options of the data itself
    public SchemaOptions over(SchemaOptions own) {
        SchemaOptions options = targets.isEmpty() ? own : own.targets(targets);
        options = task == null ? options : options.task(task);
        options = missing == null ? options : options.missing(missing);
        return options.drop(drop)
                .inputs(inputs)
                .sampleWeight(sampleWeight)
                .group(group)
                .time(time)
                .stratify(stratify)
                .rows(rows);
    }
}
