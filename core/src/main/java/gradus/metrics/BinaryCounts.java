package gradus.metrics;

import static gradus.internal.Require.require;

import java.util.Arrays;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The four cells of the binary confusion matrix for each of some [Thresholds], over all columns together or for each
/// column. What is kept is how many positives and negatives exceed each number of thresholds.
final class BinaryCounts implements Metric.Accumulator {
    private final Function<BinaryCounts, double[]> value;
    private final Thresholds thresholds;
    private final int width;
    private final int targetWidth;
    private final int fromColumn;
    private final int toColumn;
    private final int topK;
    private final boolean byColumn;
    private final boolean fromLogits;
    private final float @Nullable [] columnWeights;
    /// `[group, thresholds exceeded]`.
    private final double[][] positives;

    private final double[][] negatives;

    /// @param topK how many of the largest predictions of a row can be positive; null for all
    /// @param classId the only column that counts; null for all
    /// @param value computes the results
    BinaryCounts(
            Metric metric,
            int width,
            int targetWidth,
            Thresholds thresholds,
            @Nullable Integer topK,
            @Nullable Integer classId,
            Function<BinaryCounts, double[]> value) {
        this(metric, width, targetWidth, thresholds, topK, classId, false, false, null, value);
    }

    /// @param byColumn whether each column is a group of its own
    /// @param fromLogits whether the sigmoid of predictions is compared
    /// @param columnWeights a weight for each column, or null for 1
    BinaryCounts(
            Metric metric,
            int width,
            int targetWidth,
            Thresholds thresholds,
            @Nullable Integer topK,
            @Nullable Integer classId,
            boolean byColumn,
            boolean fromLogits,
            float @Nullable [] columnWeights,
            Function<BinaryCounts, double[]> value) {
        Columns.requireSameOrLabel(metric, width, targetWidth);
        require(
                classId == null || classId < width,
                "%s.classId must be in [0, %s), got %s",
                metric.getClass().getSimpleName(),
                width,
                classId);
        this.width = width;
        this.targetWidth = targetWidth;
        this.thresholds = thresholds;
        this.fromColumn = classId == null ? 0 : classId;
        this.toColumn = classId == null ? width : classId + 1;
        this.topK = topK == null ? width : topK;
        this.byColumn = byColumn;
        this.fromLogits = fromLogits;
        this.columnWeights = columnWeights;
        this.value = value;
        positives = new double[byColumn ? width : 1][thresholds.count() + 1];
        negatives = new double[byColumn ? width : 1][thresholds.count() + 1];
    }

    /// Returns `part / (part + rest)`, or 0 if `part` is 0.
    static double ratio(double part, double rest) {
        return part == 0 ? 0 : part / (part + rest);
    }

    int groups() {
        return positives.length;
    }

    int thresholds() {
        return thresholds.count();
    }

    /// Returns the positives that exceed the threshold.
    double truePositives(int group, int threshold) {
        return sum(positives[group], threshold + 1, thresholds.count() + 1);
    }

    /// Returns the negatives that exceed the threshold.
    double falsePositives(int group, int threshold) {
        return sum(negatives[group], threshold + 1, thresholds.count() + 1);
    }

    /// Returns the negatives that do not exceed the threshold.
    double trueNegatives(int group, int threshold) {
        return sum(negatives[group], 0, threshold + 1);
    }

    /// Returns the positives that do not exceed the threshold.
    double falseNegatives(int group, int threshold) {
        return sum(positives[group], 0, threshold + 1);
    }

    private static double sum(double[] values, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += values[i];
        }
        return sum;
    }

    @Override
    public void add(float[] targets, float[] predictions, float @Nullable [] weights, int rows) {
        for (int row = 0; row < rows; row++) {
            double weight = weights == null ? 1 : weights[row];
            for (int column = fromColumn; column < toColumn; column++) {
                boolean positive = Columns.target(targets, targetWidth, width, row, column) != 0;
                double counted = columnWeights == null ? weight : weight * columnWeights[column];
                (positive ? positives : negatives)[byColumn ? column : 0][exceeded(predictions, row * width, column)] +=
                        counted;
            }
        }
    }

    private int exceeded(float[] predictions, int from, int column) {
        if (topK < width && rank(predictions, from, column) >= topK) {
            return 0;
        }
        float prediction = predictions[from + column];
        return thresholds.below(fromLogits ? (float) (1 / (1 + StrictMath.exp(-prediction))) : prediction);
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
    public double[] results() {
        double all = 0;
        for (int group = 0; group < positives.length; group++) {
            all += sum(positives[group], 0, thresholds.count() + 1) + sum(negatives[group], 0, thresholds.count() + 1);
        }
        double[] results = value.apply(this);
        if (all == 0) {
            Arrays.fill(results, Double.NaN);
        }
        return results;
    }

    @Override
    public double result() {
        return Columns.mean(results());
    }

    @Override
    public void reset() {
        for (int group = 0; group < positives.length; group++) {
            Arrays.fill(positives[group], 0);
            Arrays.fill(negatives[group], 0);
        }
    }

    @Override
    public double[] state() {
        return Columns.joined(Columns.joined(positives), Columns.joined(negatives));
    }

    @Override
    public void restore(double[] state) {
        int half = positives.length * positives[0].length;
        Columns.requireState(state, 2 * half);
        Columns.part(Arrays.copyOf(state, half), positives);
        Columns.part(Arrays.copyOfRange(state, half, 2 * half), negatives);
    }
}
