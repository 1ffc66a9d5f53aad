package gradus.training;

import gradus.training.SavedModel.OptimizerState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A file format for weights only, to be loaded into an existing model. Found by [java.util.ServiceLoader].
public interface WeightsFormat {
    /// {@return the file name extensions, such as `.weights.h5`}
    List<String> extensions();

    /// Writes a model's weights atomically: whatever happens, the file is either the old one or the new one.
    ///
    /// @param model the model
    /// @param file the file to write
    /// @throws IOException if the file cannot be written
    void save(SavedModel model, Path file) throws IOException;

    /// Reads weights for a model, which is not changed.
    ///
    /// @param model the model
    /// @param file the file to read
    /// @param skipMismatch whether layers that the file does not fit keep their weights; otherwise they are an
    ///     error that lists them
    /// @return the weights
    /// @throws IOException if the file cannot be read or does not fit
    Weights load(SavedModel model, Path file, boolean skipMismatch) throws IOException;

    /// Weights that were read.
    ///
    /// @param values the values of all parameters, in the layout of [Parameters]
    /// @param optimizerState the state of the optimizer, or null if the file has none or is of another optimizer
    /// @param skipped the layers left unchanged, one sentence each
    record Weights(float[] values, @Nullable OptimizerState optimizerState, List<String> skipped) {
        /// Copies the list.
        public Weights {
            skipped = List.copyOf(skipped);
        }
    }
}
