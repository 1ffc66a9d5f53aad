package gradus.layers;

/// Thrown for data of an unsuitable shape. The message names the layer, the expected shape and the actual one.
public final class ShapeException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    /// Creates an exception.
    ///
    /// @param message the message
    public ShapeException(String message) {
        super(message);
    }
}
