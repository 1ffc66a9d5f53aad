package gradus.cli;

import gradus.experiment.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How a command ends that made something: its files are written where that was asked for, and its result is printed
/// whether or not that worked.
final class Ending {
    private Ending() {}

    /// Writes files into a folder, and returns their names.
    @FunctionalInterface
    interface Files {
        List<String> writeTo(Path folder) throws IOException;
    }

    /// Ends a command.
    ///
    /// @param folder null if no files were asked for
    /// @param json the result; null if it was not asked for
    static void of(PrintWriter out, @Nullable Path folder, Files files, @Nullable Map<String, @Nullable Object> json)
            throws IOException {
        try {
            if (folder != null) {
                out.println("Saved to " + folder + ": " + String.join(", ", files.writeTo(folder)));
            }
        } finally {
            if (json != null) {
                out.println(Json.line(json));
            }
            out.flush();
        }
    }
}
