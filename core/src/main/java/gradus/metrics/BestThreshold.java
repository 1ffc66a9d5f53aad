package gradus.metrics;

import static gradus.internal.Require.require;

import org.jspecify.annotations.Nullable;

/// A metric that is the largest value at all thresholds at which another value is large enough.
interface BestThreshold extends Metric {
    /// Returns the least value of [#constrained].
    double least();

    /// Returns the number of thresholds.
    int numThresholds();

    /// Returns the only column that counts; null for all.
    @Nullable
    Integer classId();

    /// Computes the value that must be at least [#least()].
    double constrained(double truePositives, double falsePositives, double trueNegatives, double falseNegatives);

    /// Computes the value that should be large.
    double maximized(double truePositives, double falsePositives, double trueNegatives, double falseNegatives);

    /// Checks the arguments of a metric.
    static void check(String who, String argument, double least, int numThresholds, @Nullable Integer classId) {
        require(least >= 0 && least <= 1, "%s.%s must be in [0, 1], got %s", who, argument, least);
        require(numThresholds >= 1, "%s.numThresholds must be at least 1, got %s", who, numThresholds);
        require(classId == null || classId >= 0, "%s.classId must be at least 0, got %s", who, classId);
    }

    @Override
    default Accumulator start(int width, int targetWidth) {
        Thresholds thresholds = Thresholds.even(numThresholds());
        return new BinaryCounts(
                this, width, targetWidth, thresholds, null, classId(), counts -> new double[] {largest(counts)});
    }

    private double largest(BinaryCounts counts) {
        double largest = 0;
        for (int i = 0; i < counts.thresholds(); i++) {
            double truePositives = counts.truePositives(0, i);
            double falsePositives = counts.falsePositives(0, i);
            double trueNegatives = counts.trueNegatives(0, i);
            double falseNegatives = counts.falseNegatives(0, i);
            // Keras compares in float32.
            if ((float) constrained(truePositives, falsePositives, trueNegatives, falseNegatives) >= (float) least()) {
                largest = Math.max(largest, maximized(truePositives, falsePositives, trueNegatives, falseNegatives));
            }
        }
        return largest;
    }

    @Override
    default Direction direction() {
        return Direction.UP;
    }
}
