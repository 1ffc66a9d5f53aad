package gradus.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// A file that a command writes, which must not be one that it reads: a slip of the fingers would cost the data.
final class OutputFile {
    private OutputFile() {}

    /// Checks a file before anything is read.
    ///
    /// @param out the file to write, or null for none
    /// @param read what is read: files, or data of another kind, of which one may be null
    /// @throws IllegalArgumentException if it is one of those that are read
    static void requireOther(@Nullable Path out, @Nullable Object... read) throws IOException {
        for (Object source : read) {
            Path file = source == null ? null : path(source.toString());
            if (out != null && file != null && Files.exists(out) && Files.exists(file) && Files.isSameFile(out, file)) {
                throw new IllegalArgumentException(
                        out + " is read, and would be overwritten; write to a file of another name");
            }
        }
    }

    /// A path; null for data such as `moons(noise=0.1)` where that cannot be one.
    private static @Nullable Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            return null;
        }
    }
}
