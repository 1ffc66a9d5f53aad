package gradus.constraints;

import static gradus.internal.Require.notNegative;
import static gradus.internal.Require.require;

/// No vector of weights shorter or longer than its limits, at once or bit by bit:
/// `w ← w·(rate·clamp(‖w‖) + (1 - rate)·‖w‖) / (‖w‖ + 10⁻⁷)`.
///
/// @param minValue the lower limit, at least 0
/// @param maxValue the upper limit, at least the lower one
/// @param rate how much of the way is gone in one step, in `[0, 1]`
/// @param axis along which a vector lies; 0 for all weights that lead into a unit of a dense layer
public record MinMaxNorm(double minValue, double maxValue, double rate, int axis) implements NormConstraint {
    /// Keras's defaults: between 0 and 1 at once, along axis 0.
    public MinMaxNorm() {
        this(0, 1);
    }

    /// At once, along axis 0.
    public MinMaxNorm(double minValue, double maxValue) {
        this(minValue, maxValue, 1, 0);
    }

    /// Checks the ranges.
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
