package gradus.serve.models;

/// Too many requests wait for an answer; it is better to come back later than to wait.
public final class QueueFullException extends RuntimeException {
    private static final long serialVersionUID = 1;

    QueueFullException() {
        super("too many requests wait for an answer; try again later", null, false, false);
    }
}
