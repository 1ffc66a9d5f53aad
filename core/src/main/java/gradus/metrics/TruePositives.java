package gradus.metrics;

import static gradus.internal.Require.finite;

import org.jspecify.annotations.Nullable;

/// How many there are that are predicted and true, over all columns; the sum of their weights.
///
/// @param thresholds that a prediction must be greater than to be positive; null for 0.5
public record TruePositives(@Nullable Double thresholds) implements Metric {
    /// Checks the threshold.
    public TruePositives {
        if (thresholds != null) {
            finite("TruePositives.thresholds", thresholds);
        }
    }

    /// With the threshold 0.5.
    public TruePositives() {
        this(null);
    }

    @Override
    public Accumulator start(int width, int targetWidth) {
        return new BinaryCounts(this, width, targetWidth, thresholds, null, null, counts -> counts.truePositives);
    }

    @Override
    public Direction direction() {
        return Direction.UP;
    }
}
