package gradus.metrics;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The number of negatives that are predicted negative, over all columns, or the sum of their weights.
///
/// @param thresholds the values above which a prediction is positive; null for 0.5
public record TrueNegatives(@Nullable List<Double> thresholds) implements AtThresholds {
    /// Validates the argument.
    ///
    /// @throws IllegalArgumentException if a threshold is not finite, or the list is empty
    public TrueNegatives {
        thresholds = Thresholds.copy("TrueNegatives.thresholds", thresholds);
    }

    /// Creates the metric with the threshold 0.5.
    public TrueNegatives() {
        this(null);
    }

    @Override
    public double value(double truePositives, double falsePositives, double trueNegatives, double falseNegatives) {
        return trueNegatives;
    }

    @Override
    public Direction direction() {
        return Direction.UP;
    }
}
