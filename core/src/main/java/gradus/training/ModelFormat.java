package gradus.training;

import java.io.IOException;
import java.nio.file.Path;

/// A file format for models, found by [java.util.ServiceLoader]: the core itself knows no format.
public interface ModelFormat {
    /// {@return the file name extensions, such as `.keras`}
    java.util.List<String> extensions();

    /// Writes a model atomically: whatever happens, the file is either the old one or the new one.
    ///
    /// @param model the model
    /// @param file the file to write
    /// @throws IOException if the file cannot be written
    void save(SavedModel model, Path file) throws IOException;

    /// Reads a model.
    ///
    /// @param file the file to read
    /// @param compile whether to read what the model was compiled with
    /// @return the model
    /// @throws IOException if the file cannot be read or is not a model
    SavedModel load(Path file, boolean compile) throws IOException;

    /// Reads a model with all that the file has.
    ///
    /// @param file the file to read
    /// @return the model
    /// @throws IOException if the file cannot be read or is not a model
    default SavedModel load(Path file) throws IOException {
        return load(file, true);
    }
}
