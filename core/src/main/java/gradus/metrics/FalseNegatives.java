package gradus.metrics;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The number of positives that are predicted negative, over all columns, or the sum of their weights.
///
/// @param thresholds the values above which a prediction is positive; null for 0.5
public record FalseNegatives(@Nullable List<Double> thresholds) implements AtThresholds {
    /// Validates the argument.
    ///
    /// @throws IllegalArgumentException if a threshold is not finite, or the list is empty
    public FalseNegatives {
        thresholds = Thresholds.copy("FalseNegatives.thresholds", thresholds);
    }

    /// Creates the metric with the threshold 0.5.
    public FalseNegatives() {
        this(null);
    }

    @Override
    public double value(double truePositives, double falsePositives, double trueNegatives, double falseNegatives) {
        return falseNegatives;
    }

    @Override
    public Direction direction() {
        return Direction.DOWN;
    }
}
