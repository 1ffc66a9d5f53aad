package gradus.data.datasets;

import gradus.data.Dataset;
import gradus.data.tables.Advice;
import gradus.data.tables.Schema;
import gradus.data.tables.Table;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Data as a network is trained on it.
///
/// @param schema how rows become numbers; belongs into the model's file
/// @param train the training rows
/// @param validation the validation rows, or null
/// @param test the test rows, or null
/// @param dropped how many rows were left out because a value is missing
/// @param warnings warnings about the data, one sentence each
/// @param sources the rows as they are in the table, or null
public record PreparedData(
        Schema schema,
        Dataset train,
        @Nullable Dataset validation,
        @Nullable Dataset test,
        int dropped,
        List<Advice> warnings,
        @Nullable Sources sources) {
    /// Copies the warnings.
    public PreparedData {
        warnings = List.copyOf(warnings);
    }

    /// Prepares data whose rows are only there as numbers.
    ///
    /// @param schema how rows become numbers; belongs into the model's file
    /// @param train the training rows
    /// @param validation the validation rows, or null
    /// @param test the test rows, or null
    /// @param dropped how many rows were left out because a value is missing
    /// @param warnings warnings about the data, one sentence each
    public PreparedData(
            Schema schema,
            Dataset train,
            @Nullable Dataset validation,
            @Nullable Dataset test,
            int dropped,
            List<Advice> warnings) {
        this(schema, train, validation, test, dropped, warnings, null);
    }

    /// The rows of each part as they are in the table, in the same order.
    ///
    /// @param train the training rows
    /// @param validation the validation rows, or null
    /// @param test the test rows, or null
    public record Sources(
            Table train,
            @Nullable Table validation,
            @Nullable Table test) {}
}
