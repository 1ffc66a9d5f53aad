package gradus.metrics;

import org.jspecify.annotations.Nullable;

/// The largest specificity, `trueNegatives / (trueNegatives + falsePositives)`, of all thresholds at which the
/// sensitivity, `truePositives / (truePositives + falseNegatives)`, is at least the given one; 0 if there is none. A
/// target that is a class label counts as one-hot.
///
/// @param sensitivity the least sensitivity, in `[0, 1]`
/// @param numThresholds the number of thresholds to try, evenly distributed from 0 to 1, at least 1; 1 for 0.5
/// @param classId the only column that counts; null for all
public record SpecificityAtSensitivity(
        double sensitivity, int numThresholds, @Nullable Integer classId) implements BestThreshold {
    /// Creates the metric with Keras's default, 200 thresholds, over all columns.
    ///
    /// @param sensitivity the least sensitivity, in `[0, 1]`
    public SpecificityAtSensitivity(double sensitivity) {
        this(sensitivity, 200, null);
    }

    /// Validates the arguments.
    ///
    /// @throws IllegalArgumentException if an argument is out of range
    public SpecificityAtSensitivity {
        BestThreshold.check("SpecificityAtSensitivity", "sensitivity", sensitivity, numThresholds, classId);
    }

    @Override
    public double least() {
        return sensitivity;
    }

    @Override
    public double constrained(
            double truePositives, double falsePositives, double trueNegatives, double falseNegatives) {
        return BinaryCounts.ratio(truePositives, falseNegatives);
    }

    @Override
    public double maximized(double truePositives, double falsePositives, double trueNegatives, double falseNegatives) {
        return BinaryCounts.ratio(trueNegatives, falsePositives);
    }
}
