package gradus.data.tables;

import gradus.internal.Printable;
import java.util.function.Function;

/// Data that cannot be used. The message names file, line and column, what was found, and what to do.
/// Control characters of the data are not shown, and long values are shortened.
public final class DataException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Advice advice;

    /// Creates an exception.
    ///
    /// @param message the whole message
    public DataException(String message) {
        this(Advice.of(message));
    }

    /// Creates an exception whose message names options.
    ///
    /// @param advice the message
    public DataException(Advice advice) {
        super(Printable.message(advice.toString()));
        this.advice = advice;
    }

    /// Creates an exception with a cause.
    ///
    /// @param message the whole message
    /// @param cause the cause
    public DataException(String message, Throwable cause) {
        this(Advice.of(message), cause);
    }

    /// Creates an exception with a cause, whose message names options.
    ///
    /// @param advice the message
    /// @param cause the cause
    public DataException(Advice advice, Throwable cause) {
        super(Printable.message(advice.toString()), cause);
        this.advice = advice;
    }

    /// This exception with the name of the file before its message.
    DataException in(String source) {
        return new DataException(advice.after(source + ": "), this);
    }

    /// Writes the message, see [Advice].
    ///
    /// @param words names an option in the language of the reader
    /// @return the text
    public String message(Function<Hint, String> words) {
        return Printable.message(advice.text(words));
    }
}
