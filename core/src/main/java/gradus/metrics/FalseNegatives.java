package gradus.metrics;

import static gradus.internal.Require.finite;

import org.jspecify.annotations.Nullable;

/// How many there are that are true and not predicted, over all columns; the sum of their weights.
///
/// @param thresholds that a prediction must be greater than to be positive; null for 0.5
public record FalseNegatives(@Nullable Double thresholds) implements Metric {
    /// Checks the threshold.
    public FalseNegatives {
        if (thresholds != null) {
            finite("FalseNegatives.thresholds", thresholds);
        }
    }

    /// With the threshold 0.5.
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
