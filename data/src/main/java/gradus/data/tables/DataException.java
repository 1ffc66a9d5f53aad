package gradus.data.tables;

/// Data that cannot be used. The message is for people: which file, line and column, what was found, what to do.
public final class DataException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /// With the whole message.
    public DataException(String message) {
        super(message);
    }

    /// With the whole message, and what brought it about.
    public DataException(String message, Throwable cause) {
        super(message, cause);
    }
}
