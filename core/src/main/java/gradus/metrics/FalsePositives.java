package gradus.metrics;

import static gradus.internal.Require.finite;

import org.jspecify.annotations.Nullable;

/// How many there are that are predicted and not true, over all columns; the sum of their weights.
///
/// @param thresholds that a prediction must be greater than to be positive; null for 0.5
public record FalsePositives(@Nullable Double thresholds) implements Metric {
    /// Checks the threshold.
    public FalsePositives {
        if (thresholds != null) {
            finite("FalsePositives.thresholds", thresholds);
        }
    }

    /// With the threshold 0.5.
    public FalsePositives() {
        this(null);
    }

    @Override
    public Accumulator start(int width, int targetWidth) {
        return new BinaryCounts(this, width, targetWidth, thresholds, null, null, counts -> counts.falsePositives);
    }

    @Override
    public Direction direction() {
        return Direction.DOWN;
    }
}
