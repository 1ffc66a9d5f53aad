package gradus.metrics;

import static gradus.internal.Require.finite;

/// The fraction of predictions on the right side of the threshold: `(prediction > threshold) == target`, with
/// targets 0 or 1.
///
/// @param threshold the value above which a prediction counts as 1; use 0 for values before the sigmoid
public record BinaryAccuracy(double threshold) implements Metric {
    /// Validates the argument.
    ///
    /// @throws IllegalArgumentException if `threshold` is not finite
    public BinaryAccuracy {
        finite("BinaryAccuracy.threshold", threshold);
    }

    /// Creates the metric with the threshold 0.5.
    public BinaryAccuracy() {
        this(0.5);
    }

    @Override
    public Accumulator start(int width, int targetWidth) {
        Columns.requireSame(this, width, targetWidth);
        float limit = (float) threshold;
        return new RowMean(width, targetWidth) {
            @Override
            double row(float[] targets, int target, float[] predictions, int prediction) {
                int equal = 0;
                for (int i = 0; i < width; i++) {
                    if (targets[target + i] == (predictions[prediction + i] > limit ? 1 : 0)) {
                        equal++;
                    }
                }
                return (double) equal / width;
            }
        };
    }

    @Override
    public Direction direction() {
        return Direction.UP;
    }
}
