package gradus.lab;

import java.util.Queue;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/// Puts what the lab logs into a queue, as long as it is open.
final class LogOfErrors extends Handler implements AutoCloseable {
    private static final Logger LAB = Logger.getLogger("gradus.lab");

    private final Queue<String> errors;

    LogOfErrors(Queue<String> errors) {
        this.errors = errors;
        LAB.addHandler(this);
    }

    /// What was logged so far.
    Queue<String> errors() {
        return errors;
    }

    @Override
    public void publish(LogRecord message) {
        errors.add(message.getLoggerName() + ": " + message.getMessage() + ": " + message.getThrown());
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        LAB.removeHandler(this);
    }
}
