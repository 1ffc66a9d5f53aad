package gradus.training;

import java.io.IOException;
import java.nio.file.Path;

/// A file format for models, found by [java.util.ServiceLoader]: the library core knows no format itself.
public interface ModelFormat {
    /// Endings of file names, such as `.keras`.
    java.util.List<String> extensions();

    /// Writes a model so that the file is either the old one or the new one, whatever happens.
    void save(SavedModel model, Path file) throws IOException;

    /// Reads a model.
    SavedModel load(Path file) throws IOException;
}
