package gradus.cli;

import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/// One clear sentence for an error.
final class Messages {
    private Messages() {}

    static String of(Throwable thrown) {
        Throwable cause = thrown;
        while (cause instanceof UncheckedIOException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return switch (cause) {
            case NoSuchFileException missing -> missing.getFile() + " does not exist";
            case AccessDeniedException denied -> denied.getFile() + " may not be read or written";
            case FileSystemException other -> other.getFile() + ": " + other.getReason();
            case OutOfMemoryError memory ->
                "the memory is too small (" + memory.getMessage() + "); give more with GRADUS_JAVA_OPTS=-Xmx8g";
            default ->
                cause.getMessage() == null
                        ? "failed with " + cause.getClass().getSimpleName() + "; --debug shows where"
                        : cause.getMessage();
        };
    }
}
