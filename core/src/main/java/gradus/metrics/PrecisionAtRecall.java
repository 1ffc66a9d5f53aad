package gradus.metrics;

import org.jspecify.annotations.Nullable;

/// The largest precision, `truePositives / (truePositives + falsePositives)`, of all thresholds at which the recall,
/// `truePositives / (truePositives + falseNegatives)`, is at least the given one; 0 if there is none. A target that is
/// a class label counts as one-hot.
///
/// @param recall the least recall, in `[0, 1]`
/// @param numThresholds the number of thresholds to try, evenly distributed from 0 to 1, at least 1; 1 for 0.5
/// @param classId the only column that counts; null for all
public record PrecisionAtRecall(
        double recall, int numThresholds, @Nullable Integer classId) implements BestThreshold {
    /// Creates the metric with Keras's default, 200 thresholds, over all columns.
    ///
    /// @param recall the least recall, in `[0, 1]`
    public PrecisionAtRecall(double recall) {
        this(recall, 200, null);
    }

    /// Validates the arguments.
    ///
    /// @throws IllegalArgumentException if an argument is out of range
    public PrecisionAtRecall {
        BestThreshold.check("PrecisionAtRecall", "recall", recall, numThresholds, classId);
    }

    @Override
    public double least() {
        return recall;
    }

    @Override
    public double constrained(
            double truePositives, double falsePositives, double trueNegatives, double falseNegatives) {
        return BinaryCounts.ratio(truePositives, falseNegatives);
    }

    @Override
    public double maximized(double truePositives, double falsePositives, double trueNegatives, double falseNegatives) {
        return BinaryCounts.ratio(truePositives, falsePositives);
    }
}
