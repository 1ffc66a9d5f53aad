package gradus.metrics;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The fraction of actual positives that are predicted positive:
/// `truePositives / (truePositives + falseNegatives)`, over all columns together or for one class. As in Keras, it
/// is 0 if no target is positive. A target that is a class label counts as one-hot.
///
/// @param thresholds the values above which a prediction is positive; null for 0.5, or for none if `topK` is set
/// @param topK how many of the largest predictions of a row can be positive, the first ones of equals; null for all
/// @param classId the only column that counts; null for all
public record Recall(
        @Nullable List<Double> thresholds,
        @Nullable Integer topK,
        @Nullable Integer classId) implements AtThresholds {
    /// Validates the arguments.
    ///
    /// @throws IllegalArgumentException if an argument is out of range
    public Recall {
        thresholds = Thresholds.copy("Recall.thresholds", thresholds);
        AtThresholds.check("Recall", topK, classId);
    }

    /// Creates the metric with the threshold 0.5, over all columns.
    public Recall() {
        this(null, null, null);
    }

    /// Creates the metric over all columns.
    ///
    /// @param threshold the value above which a prediction is positive
    public Recall(double threshold) {
        this(List.of(threshold), null, null);
    }

    @Override
    public double value(double truePositives, double falsePositives, double trueNegatives, double falseNegatives) {
        return BinaryCounts.ratio(truePositives, falseNegatives);
    }

    @Override
    public Direction direction() {
        return Direction.UP;
    }
}
