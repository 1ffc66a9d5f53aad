package gradus.constraints;

import static gradus.internal.Require.notNegative;
import static gradus.internal.Require.require;

/// Keeps the norm of each weight vector within a range, at once or gradually:
/// `w ← w·(rate·clamp(‖w‖) + (1 - rate)·‖w‖) / (‖w‖ + 10⁻⁷)`.
///
/// @param minValue the smallest norm, at least 0
/// @param maxValue the largest norm, at least `minValue`
/// @param rate the fraction of the distance to the range that one update covers, in `[0, 1]`
/// @param axis the axis along which a vector lies; 0 for all weights that lead into a unit of a dense layer
public record MinMaxNorm(double minValue, double maxValue, double rate, int axis) implements NormConstraint {
    /// Creates the constraint with Keras's defaults: between 0 and 1, at once, along axis 0.
    public MinMaxNorm() {
        this(0, 1);
    }

    /// Creates the constraint that takes full effect at once, along axis 0.
    ///
    /// @param minValue the smallest norm, at least 0
    /// @param maxValue the largest norm, at least `minValue`
    /// @throws IllegalArgumentException if the values are negative, not finite, or not in order
    public MinMaxNorm(double minValue, double maxValue) {
        this(minValue, maxValue, 1, 0);
    }

    /// Validates the arguments.
    ///
    /// @throws IllegalArgumentException if `minValue` or `maxValue` is negative or not finite, if `minValue` is
    ///     greater than `maxValue`, or if `rate` is not in `[0, 1]`
    public MinMaxNorm {
        notNegative("MinMaxNorm.minValue", minValue);
        notNegative("MinMaxNorm.maxValue", maxValue);
        require(
                minValue <= maxValue,
                "MinMaxNorm.minValue must be at most maxValue, got %s and %s",
                minValue,
                maxValue);
        require(rate >= 0 && rate <= 1, "MinMaxNorm.rate must be in [0, 1], got %s", rate);
    }

    @Override
    public double desired(double norm) {
        return rate * Math.clamp(norm, minValue, maxValue) + (1 - rate) * norm;
    }
}
