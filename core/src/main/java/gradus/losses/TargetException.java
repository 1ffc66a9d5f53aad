package gradus.losses;

/// A target that a loss cannot take. The message names the loss, the values it takes, and the value and row that
/// came.
public final class TargetException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    private final int row;
    private final float value;

    /// With a message for people.
    ///
    /// @param row of the target, from 0
    /// @param value what it holds
    public TargetException(String message, int row, float value) {
        super(message);
        this.row = row;
        this.value = value;
    }

    /// The row of the first such target, from 0.
    public int row() {
        return row;
    }

    /// What it holds.
    public float value() {
        return value;
    }
}
