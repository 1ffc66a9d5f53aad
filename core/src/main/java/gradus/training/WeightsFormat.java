package gradus.training;

import gradus.training.SavedModel.OptimizerState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A file format for weights alone, which fit a model that is there already. Found by [java.util.ServiceLoader].
public interface WeightsFormat {
    /// Endings of file names, such as `.weights.h5`.
    List<String> extensions();

    /// Writes a model's weights so that the file is either the old one or the new one, whatever happens.
    void save(SavedModel model, Path file) throws IOException;

    /// Reads weights for a model, which stays as it is.
    ///
    /// @param skipMismatch whether layers that the file's weights do not fit keep those they have; otherwise they
    ///     are an error that lists them
    Weights load(SavedModel model, Path file, boolean skipMismatch) throws IOException;

    /// What was read.
    ///
    /// @param values of all parameters, in the layout of [Parameters]
    /// @param optimizerState where the optimizer stood, or null if the file does not say or is of another optimizer
    /// @param skipped what was left as it was, a sentence for each layer
    record Weights(float[] values, @Nullable OptimizerState optimizerState, List<String> skipped) {
        /// Copies the list.
        public Weights {
            skipped = List.copyOf(skipped);
        }
    }
}
