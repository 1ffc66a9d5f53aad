package gradus.metrics;

import static gradus.internal.Require.positive;
import static gradus.internal.Require.require;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The weighted harmonic mean of precision and recall, averaged over the classes:
/// `(1 + β²)·precision·recall / (β²·precision + recall)`. As in Keras, 1e-7 is added to each denominator, so the
/// score is 0 where nothing is found. A target that is a class label counts as one-hot.
///
/// @param average how the scores of the classes become one; null, the default, for one score for each class
///     ([Accumulator#results()]), means [Average#MACRO] in logs
/// @param beta the importance of recall relative to precision, greater than 0
/// @param threshold the value above which a prediction is positive, in (0, 1]; null for the largest of the row, or
///     for 0.5 if there is only one column (in Keras every row is then positive)
public record FBetaScore(
        @Nullable Average average, double beta, @Nullable Double threshold) implements Metric {
    private static final double EPSILON = 1e-7;

    /// Validates the arguments.
    ///
    /// @throws IllegalArgumentException if `beta` is not positive and finite, or `threshold` is not in (0, 1]
    public FBetaScore {
        positive("FBetaScore.beta", beta);
        require(
                threshold == null || (threshold > 0 && threshold <= 1),
                "FBetaScore.threshold must be in (0, 1], got %s",
                threshold);
    }

    /// Creates the metric with the unweighted mean over the classes and beta 1.
    public FBetaScore() {
        this(null, 1, null);
    }

    /// How the scores of the classes become one number.
    public enum Average {
        /// The score of the summed counts of all classes.
        MICRO,
        /// The unweighted mean of the scores.
        MACRO,
        /// The mean of the scores, each weighted by how often its class occurs in the targets.
        WEIGHTED,
    }

    /// {@return `fbeta_score`, Keras's spelling}
    @Override
    public String name() {
        return "fbeta_score";
    }

    @Override
    public Accumulator start(int width, int targetWidth) {
        Columns.requireSameOrLabel(this, width, targetWidth);
        return new Counts(this, width, targetWidth);
    }

    @Override
    public Direction direction() {
        return Direction.UP;
    }

    private double score(double truePositives, double falsePositives, double falseNegatives) {
        double precision = truePositives / (truePositives + falsePositives + EPSILON);
        double recall = truePositives / (truePositives + falseNegatives + EPSILON);
        return (1 + beta * beta) * precision * recall / (beta * beta * precision + recall + EPSILON);
    }

    private static final class Counts implements Accumulator {
        /// Below this value, the largest prediction of a row is not positive: `[0, 0, 0]` does not predict every
        /// class.
        private static final float NONE = 1e-9f;

        private final FBetaScore metric;
        private final int width;
        private final int targetWidth;
        private final double[] truePositives;
        private final double[] falsePositives;
        private final double[] falseNegatives;
        private double count;

        Counts(FBetaScore metric, int width, int targetWidth) {
            this.metric = metric;
            this.width = width;
            this.targetWidth = targetWidth;
            truePositives = new double[width];
            falsePositives = new double[width];
            falseNegatives = new double[width];
        }

        @Override
        public void add(float[] targets, float[] predictions, float @Nullable [] weights, int rows) {
            Double threshold = metric.threshold();
            boolean largest = threshold == null && width > 1;
            float limit = threshold == null ? 0.5f : threshold.floatValue();
            for (int row = 0; row < rows; row++) {
                double weight = weights == null ? 1 : weights[row];
                int from = row * width;
                if (largest) {
                    limit = predictions[from + Columns.argmax(predictions, from, width)];
                }
                for (int column = 0; column < width; column++) {
                    float prediction = predictions[from + column];
                    double target = weight * Columns.target(targets, targetWidth, width, row, column);
                    if (largest ? prediction >= limit && Math.abs(prediction) > NONE : prediction > limit) {
                        truePositives[column] += target;
                        falsePositives[column] += weight - target;
                    } else {
                        falseNegatives[column] += target;
                    }
                }
                count += weight;
            }
        }

        @Override
        public double result() {
            if (count == 0) {
                return Double.NaN;
            }
            if (metric.average() == Average.MICRO) {
                return metric.score(sum(truePositives), sum(falsePositives), sum(falseNegatives));
            }
            boolean weighted = metric.average() == Average.WEIGHTED;
            double sum = 0;
            double weights = weighted ? EPSILON : 0;
            for (int column = 0; column < width; column++) {
                double weight = weighted ? truePositives[column] + falseNegatives[column] : 1;
                sum += weight * score(column);
                weights += weight;
            }
            return sum / weights;
        }

        @Override
        public double[] results() {
            if (metric.average() != null || count == 0) {
                return new double[] {result()};
            }
            double[] scores = new double[width];
            Arrays.setAll(scores, this::score);
            return scores;
        }

        private double score(int column) {
            return metric.score(truePositives[column], falsePositives[column], falseNegatives[column]);
        }

        private static double sum(double[] values) {
            double sum = 0;
            for (double value : values) {
                sum += value;
            }
            return sum;
        }

        @Override
        public void reset() {
            Arrays.fill(truePositives, 0);
            Arrays.fill(falsePositives, 0);
            Arrays.fill(falseNegatives, 0);
            count = 0;
        }

        @Override
        public double[] state() {
            double[] state =
                    Arrays.copyOf(Columns.joined(truePositives, falsePositives, falseNegatives), 3 * width + 1);
            state[3 * width] = count;
            return state;
        }

        @Override
        public void restore(double[] state) {
            Columns.requireState(state, 3 * width + 1);
            Columns.part(Arrays.copyOf(state, 3 * width), truePositives, falsePositives, falseNegatives);
            count = state[3 * width];
        }
    }
}
