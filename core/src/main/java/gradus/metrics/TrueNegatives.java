package gradus.metrics;

import static gradus.internal.Require.finite;

import org.jspecify.annotations.Nullable;

/// How many there are that are neither predicted nor true, over all columns; the sum of their weights.
///
/// @param thresholds that a prediction must be greater than to be positive; null for 0.5
public record TrueNegatives(@Nullable Double thresholds) implements Metric {
    /// Checks the threshold.
    public TrueNegatives {
        if (thresholds != null) {
            finite("TrueNegatives.thresholds", thresholds);
        }
    }

    /// With the threshold 0.5.
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
