package gradus.data.datasets;

import gradus.data.Dataset;
import gradus.data.tables.Advice;
import gradus.data.tables.Schema;
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
public record PreparedData(
        Schema schema,
        Dataset train,
        @Nullable Dataset validation,
        @Nullable Dataset test,
        int dropped,
        List<Advice> warnings) {
    /// Copies the warnings.
    public PreparedData {
        warnings = List.copyOf(warnings);
    }
}
