package gradus.metrics;

import static gradus.internal.Require.require;

import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/// The four cells of the binary confusion matrix, over all columns or one.
final class BinaryCounts implements Metric.Accumulator {
    double truePositives;
    double falsePositives;
    double trueNegatives;
    double falseNegatives;

    private final int width;
    private final int targetWidth;
    private final int fromColumn;
    private final int toColumn;
    private final float threshold;
    private final int topK;
    private final ToDoubleFunction<BinaryCounts> value;

    /// @param threshold null for 0.5, or for none if `topK` is set
    /// @param topK how many of the largest predictions of a row can be positive; null for all
    /// @param classId the only column that counts; null for all
    /// @param value computes the result from the counts
    BinaryCounts(
            Metric metric,
            int width,
            int targetWidth,
            @Nullable Double threshold,
            @Nullable Integer topK,
            @Nullable Integer classId,
            ToDoubleFunction<BinaryCounts> value) {
        Columns.requireSameOrLabel(metric, width, targetWidth);
        require(
                classId == null || classId < width,
                "%s.classId must be in [0, %s), got %s",
                metric.getClass().getSimpleName(),
                width,
                classId);
        this.width = width;
        this.targetWidth = targetWidth;
        this.fromColumn = classId == null ? 0 : classId;
        this.toColumn = classId == null ? width : classId + 1;
        this.threshold = threshold != null ? threshold.floatValue() : topK != null ? Float.NEGATIVE_INFINITY : 0.5f;
        this.topK = topK == null ? width : topK;
        this.value = value;
    }

    /// Returns `part / (part + rest)`, or 0 if both are 0.
    static double ratio(double part, double rest) {
        return part == 0 ? 0 : part / (part + rest);
    }

    @Override
    public void add(float[] targets, float[] predictions, float @Nullable [] weights, int rows) {
        for (int row = 0; row < rows; row++) {
            double weight = weights == null ? 1 : weights[row];
            for (int column = fromColumn; column < toColumn; column++) {
                boolean positive = isPositive(predictions, row * width, column);
                if (Columns.target(targets, targetWidth, width, row, column) != 0) {
                    truePositives += positive ? weight : 0;
                    falseNegatives += positive ? 0 : weight;
                } else {
                    falsePositives += positive ? weight : 0;
                    trueNegatives += positive ? 0 : weight;
                }
            }
        }
    }

    private boolean isPositive(float[] predictions, int from, int column) {
        return predictions[from + column] > threshold && (topK >= width || rank(predictions, from, column) < topK);
    }

    /// Returns the rank of a column by descending prediction; of equal predictions the first comes first.
    private int rank(float[] predictions, int from, int column) {
        int rank = Columns.larger(predictions, from, width, column);
        for (int i = from; i < from + column; i++) {
            if (predictions[i] == predictions[from + column]) {
                rank++;
            }
        }
        return rank;
    }

    @Override
    public double result() {
        double all = truePositives + falsePositives + trueNegatives + falseNegatives;
        return all == 0 ? Double.NaN : value.applyAsDouble(this);
    }

    @Override
    public void reset() {
        truePositives = 0;
        falsePositives = 0;
        trueNegatives = 0;
        falseNegatives = 0;
    }

    @Override
    public double[] state() {
        return new double[] {truePositives, falsePositives, trueNegatives, falseNegatives};
    }

    @Override
    public void restore(double[] state) {
        Columns.requireState(state, 4);
        truePositives = state[0];
        falsePositives = state[1];
        trueNegatives = state[2];
        falseNegatives = state[3];
    }
}
