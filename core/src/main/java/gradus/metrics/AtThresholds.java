package gradus.metrics;

import static gradus.internal.Require.require;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A metric of the four cells of the binary confusion matrix at one threshold, or at each of several.
interface AtThresholds extends Metric {
    /// Returns the thresholds: null for 0.5, or for none if [#topK()] is set.
    @Nullable
    List<Double> thresholds();

    /// Returns how many of the largest predictions of a row can be positive; null for all.
    default @Nullable Integer topK() {
        return null;
    }

    /// Returns the only column that counts; null for all.
    default @Nullable Integer classId() {
        return null;
    }

    /// Computes the value at a threshold.
    double value(double truePositives, double falsePositives, double trueNegatives, double falseNegatives);

    /// Checks the arguments that a metric has besides its thresholds.
    static void check(String who, @Nullable Integer topK, @Nullable Integer classId) {
        require(topK == null || topK >= 1, "%s.topK must be at least 1, got %s", who, topK);
        require(classId == null || classId >= 0, "%s.classId must be at least 0, got %s", who, classId);
    }

    @Override
    default Accumulator start(int width, int targetWidth) {
        List<Double> given = thresholds();
        double single = topK() == null ? 0.5 : Double.NEGATIVE_INFINITY;
        double[] values = given == null
                ? new double[] {single}
                : given.stream().mapToDouble(Double::doubleValue).toArray();
        Thresholds thresholds = Thresholds.of(values);
        return new BinaryCounts(this, width, targetWidth, thresholds, topK(), classId(), counts -> {
            double[] results = new double[values.length];
            for (int i = 0; i < results.length; i++) {
                int place = thresholds.place(values[i]);
                results[i] = value(
                        counts.truePositives(0, place),
                        counts.falsePositives(0, place),
                        counts.trueNegatives(0, place),
                        counts.falseNegatives(0, place));
            }
            return results;
        });
    }
}
