package gradus.constraints;

import static gradus.internal.Require.notNegative;

/// Limits the norm of each weight vector: `w ← w·min(‖w‖, maxValue) / (‖w‖ + 10⁻⁷)`.
///
/// [Srivastava et al. 2014](https://jmlr.org/papers/v15/srivastava14a.html)
///
/// @param maxValue the largest norm, at least 0
/// @param axis the axis along which a vector lies; 0 for all weights that lead into a unit of a dense layer
public record MaxNorm(double maxValue, int axis) implements NormConstraint {
    /// Creates the constraint with Keras's defaults: at most 2 along axis 0.
    public MaxNorm() {
        this(2);
    }

    /// Creates the constraint along axis 0.
    ///
    /// @param maxValue the largest norm, at least 0
    /// @throws IllegalArgumentException if `maxValue` is negative or not finite
    public MaxNorm(double maxValue) {
        this(maxValue, 0);
    }

    /// Validates the arguments.
    ///
    /// @throws IllegalArgumentException if `maxValue` is negative or not finite
    public MaxNorm {
        notNegative("MaxNorm.maxValue", maxValue);
    }

    @Override
    public double desired(double norm) {
        return Math.min(norm, maxValue);
    }
}
