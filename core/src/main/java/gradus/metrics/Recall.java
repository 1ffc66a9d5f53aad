package gradus.metrics;

import static gradus.internal.Require.finite;
import static gradus.internal.Require.require;

import org.jspecify.annotations.Nullable;

/// The fraction of actual positives that are predicted positive:
/// `truePositives / (truePositives + falseNegatives)`, over all columns together or for one class. As in Keras, it
/// is 0 if no target is positive. A target that is a class label counts as one-hot.
///
/// @param thresholds the value above which a prediction is positive; null for 0.5, or for none if `topK` is set
/// @param topK how many of the largest predictions of a row can be positive, the first ones of equals; null for all
/// @param classId the only column that counts; null for all
public record Recall(
        @Nullable Double thresholds,
        @Nullable Integer topK,
        @Nullable Integer classId) implements Metric {
    /// Validates the arguments.
    ///
    /// @throws IllegalArgumentException if an argument is out of range
    public Recall {
        if (thresholds != null) {
            finite("Recall.thresholds", thresholds);
        }
        require(topK == null || topK >= 1, "Recall.topK must be at least 1, got %s", topK);
        require(classId == null || classId >= 0, "Recall.classId must be at least 0, got %s", classId);
    }

    /// Creates the metric with the threshold 0.5, over all columns.
    public Recall() {
        this(null, null, null);
    }

    /// Creates the metric over all columns.
    ///
    /// @param threshold the value above which a prediction is positive
    public Recall(double threshold) {
        this(threshold, null, null);
    }

    @Override
    public Accumulator start(int width, int targetWidth) {
        return new BinaryCounts(
                this,
                width,
                targetWidth,
                thresholds,
                topK,
                classId,
                counts -> BinaryCounts.ratio(counts.truePositives, counts.falseNegatives));
    }

    @Override
    public Direction direction() {
        return Direction.UP;
    }
}
