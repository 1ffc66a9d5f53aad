package gradus.losses;

/// Thrown for a target that a loss cannot take. The message names the loss, the values allowed, the value found and
/// its row.
public final class TargetException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    /// The 0-based row of the target.
    private final int row;

    /// The value of the target.
    private final float value;

    /// Creates an exception.
    ///
    /// @param message the message
    /// @param row the 0-based row of the target
    /// @param value the value of the target
    public TargetException(String message, int row, float value) {
        super(message);
        this.row = row;
        this.value = value;
    }

    /// {@return the 0-based row of the first invalid target}
    public int row() {
        return row;
    }

    /// {@return the value of the first invalid target}
    public float value() {
        return value;
    }
}
