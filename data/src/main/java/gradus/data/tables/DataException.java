package gradus.data.tables;

import gradus.internal.Printable;

/// Data that cannot be used. The message is for people: which file, line and column, what was found, what to do.
/// Control characters of the data are not shown, and what is very long is cut.
public final class DataException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /// With the whole message.
    public DataException(String message) {
        super(Printable.message(message));
    }

    /// With the whole message, and what brought it about.
    public DataException(String message, Throwable cause) {
        super(Printable.message(message), cause);
    }
}
