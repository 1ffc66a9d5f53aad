package gradus.metrics;

import static gradus.internal.Require.finite;

import org.jspecify.annotations.Nullable;

/// The number of positives that are predicted negative, over all columns, or the sum of their weights.
///
/// @param thresholds the value above which a prediction is positive; null for 0.5
public record FalseNegatives(@Nullable Double thresholds) implements Metric {
    /// Validates the argument.
    ///
    /// @throws IllegalArgumentException if `thresholds` is not finite
    public FalseNegatives {
        if (thresholds != null) {
            finite("FalseNegatives.thresholds", thresholds);
        }
    }

    /// Creates the metric with the threshold 0.5.
    public FalseNegatives() {
        this(null);
    }

    @Override
    public Accumulator start(int width, int targetWidth) {
        return new BinaryCounts(this, width, targetWidth, thresholds, null, null, counts -> counts.falseNegatives);
    }

    @Override
    public Direction direction() {
        return Direction.DOWN;
    }
}
