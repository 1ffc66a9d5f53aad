package gradus.constraints;

import static gradus.internal.Require.notNegative;

/// No vector of weights longer than a limit: `w ← w·min(‖w‖, maxValue) / (‖w‖ + 10⁻⁷)`.
///
/// [Srivastava et al. 2014](https://jmlr.org/papers/v15/srivastava14a.html)
///
/// @param maxValue the limit, at least 0
/// @param axis along which a vector lies; 0 for all weights that lead into a unit of a dense layer
public record MaxNorm(double maxValue, int axis) implements NormConstraint {
    /// Keras's defaults, 2 along axis 0.
    public MaxNorm() {
        this(2);
    }

    /// Along axis 0.
    public MaxNorm(double maxValue) {
        this(maxValue, 0);
    }

    /// Checks the range.
    public MaxNorm {
        notNegative("MaxNorm.maxValue", maxValue);
    }

    @Override
    public double desired(double norm) {
        return Math.min(norm, maxValue);
    }
}
