package gradus.constraints;

/// Rescales every weight vector to length 1: `w ← w / (‖w‖ + 10⁻⁷)`.
///
/// @param axis the axis along which a vector lies; 0 for all weights that lead into a unit of a dense layer
public record UnitNorm(int axis) implements NormConstraint {
    /// Creates the constraint with Keras's default, axis 0.
    public UnitNorm() {
        this(0);
    }

    @Override
    public double desired(double norm) {
        return 1;
    }
}
