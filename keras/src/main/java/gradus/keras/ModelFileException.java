package gradus.keras;

import gradus.internal.Printable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// A model file that cannot be read or written. The message says in one sentence what is wrong and where.
public final class ModelFileException extends IOException {
    private static final long serialVersionUID = 1;

    /// Creates an exception. Control characters, which only a file can have introduced, are replaced, and long
    /// messages are shortened.
    ///
    /// @param message message for the user
    public ModelFileException(String message) {
        super(Printable.message(message));
    }

    /// Creates an exception with a cause; the message is treated likewise.
    ///
    /// @param message message for the user
    /// @param cause the cause
    public ModelFileException(String message, Throwable cause) {
        super(Printable.message(message), cause);
    }

    /// Reads a file.
    @FunctionalInterface
    interface Reading<T> {
        /// Reads it.
        T read() throws IOException;
    }

    /// Reads a file so that every error names it.
    static <T> T inFile(Path file, Reading<T> reading) throws IOException {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new ModelFileException(
                    file + " is " + (Files.isDirectory(file) ? "a folder" : "a device or a pipe") + ", not a file");
        }
        try {
            return reading.read();
        } catch (NoSuchFileException e) {
            throw new ModelFileException("there is no file " + file, e);
        } catch (ModelFileException | IllegalArgumentException | ArithmeticException e) {
            throw new ModelFileException(file + ": " + e.getMessage(), e);
        } catch (StackOverflowError e) {
            throw new ModelFileException(file + ": the model is nested too deeply", e);
        } catch (OutOfMemoryError e) {
            throw new ModelFileException(
                    file + ": it needs more memory than there is, which is "
                            + (Runtime.getRuntime().maxMemory() >> 20) + " MiB; give Java more with -Xmx, as in -Xmx8g",
                    e);
        }
    }
}
