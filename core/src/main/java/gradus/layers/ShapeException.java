package gradus.layers;

/// Data of a shape that cannot be taken. The message names the layer, the expected shape and the one that came.
public final class ShapeException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    /// With a message for people.
    public ShapeException(String message) {
        super(message);
    }
}
