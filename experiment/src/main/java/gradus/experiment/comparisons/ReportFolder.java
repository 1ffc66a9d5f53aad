package gradus.experiment.comparisons;

import gradus.internal.CsvText;
import gradus.training.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A folder into which files come whole or not at all.
public final class ReportFolder {
    private final Path folder;
    private final List<String> written = new ArrayList<>();

    /// Makes the folder if it is not there.
    ///
    /// @param folder the folder for the files
    /// @throws IOException if a file cannot be written
    public ReportFolder(Path folder) throws IOException {
        this.folder = folder;
        Files.createDirectories(folder);
    }

    /// Writes a file.
    ///
    /// @param name the name
    /// @param text the text to parse
    /// @throws IOException if a file cannot be written
    public void write(String name, String text) throws IOException {
        AtomicFile.replace(folder.resolve(name), text);
        written.add(name);
    }

    /// {@return the names of the files, in the order in which they were written}
    public List<String> written() {
        return written;
    }

    /// {@return a field of a CSV file}
    ///
    /// @param value the new value
    public static String field(Object value) {
        return value instanceof Double number && !Double.isFinite(number) ? "" : CsvText.field(String.valueOf(value));
    }
}
