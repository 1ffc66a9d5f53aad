package gradus.metrics;

import static gradus.internal.Require.finite;
import static gradus.internal.Require.require;

import org.jspecify.annotations.Nullable;

/// How many of the true positives are predicted: `truePositives / (truePositives + falseNegatives)`, over all
/// columns together or one class. As in Keras it is 0
/// if nothing is truly positive. A class label as target counts as one-hot.
///
/// @param thresholds that a prediction must be greater than to be positive; null for 0.5, or for none if `topK` is set
/// @param topK how many of the largest predictions of a row can be positive, the first of equals; null for all
/// @param classId the one column that counts; null for all
public record Recall(
        @Nullable Double thresholds,
        @Nullable Integer topK,
        @Nullable Integer classId) implements Metric {
    /// Checks ranges.
    public Recall {
        if (thresholds != null) {
            finite("Recall.thresholds", thresholds);
        }
        require(topK == null || topK >= 1, "Recall.topK must be at least 1, got %s", topK);
        require(classId == null || classId >= 0, "Recall.classId must be at least 0, got %s", classId);
    }

    /// With the threshold 0.5, over all columns.
    public Recall() {
        this(null, null, null);
    }

    /// With a threshold, over all columns.
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
