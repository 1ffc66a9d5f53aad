package gradus.keras;

import java.io.IOException;

/// A model file that cannot be read or written. The message says in one sentence what is wrong and where.
public final class ModelFileException extends IOException {
    private static final long serialVersionUID = 1;

    /// With a message for people.
    public ModelFileException(String message) {
        super(message);
    }

    /// With a message for people and what caused it.
    public ModelFileException(String message, Throwable cause) {
        super(message, cause);
    }
}
