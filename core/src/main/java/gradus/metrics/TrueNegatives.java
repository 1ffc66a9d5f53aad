package gradus.metrics;

import static gradus.internal.Require.finite;

import org.jspecify.annotations.Nullable;

/// The number of negatives that are predicted negative, over all columns, or the sum of their weights.
///
/// @param thresholds the value above which a prediction is positive; null for 0.5
public record TrueNegatives(@Nullable Double thresholds) implements Metric {
    /// Validates the argument.
    ///
    /// @throws IllegalArgumentException if `thresholds` is not finite
    public TrueNegatives {
        if (thresholds != null) {
            finite("TrueNegatives.thresholds", thresholds);
        }
    }

    /// Creates the metric with the threshold 0.5.
    public TrueNegatives() {
        this(null);
    }

    @Override
    public Accumulator start(int width, int targetWidth) {
        return new BinaryCounts(this, width, targetWidth, thresholds, null, null, counts -> counts.trueNegatives);
    }

    @Override
    public Direction direction() {
        return Direction.UP;
    }
}
