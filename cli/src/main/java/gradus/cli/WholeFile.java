package gradus.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// Writes files that are the old one or the new one, whatever happens.
final class WholeFile {
    private WholeFile() {}

    /// What writes a file of a given name.
    @FunctionalInterface
    interface Writer {
        void write(Path file) throws IOException;
    }

    static void write(Path file, String text) throws IOException {
        write(file, temporary -> Files.writeString(temporary, text));
    }

    static void write(Path file, Writer writer) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new NoSuchFileException(String.valueOf(file.getParent()));
        }
        // Not by createTempFile, which keeps everybody else from reading it.
        Path temporary = folder.resolve(
                "." + file.getFileName() + "." + ProcessHandle.current().pid());
        try {
            writer.write(temporary);
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }
}
