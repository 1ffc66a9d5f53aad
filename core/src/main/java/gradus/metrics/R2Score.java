package gradus.metrics;

import static gradus.internal.Require.require;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The coefficient of determination, averaged over the outputs: `1 - Σ(target - prediction)² / Σ(target - mean)²`.
/// 1 is perfect; 0 is as good as always predicting the mean of the targets. As in Keras, an output whose targets
/// are all equal scores 0, or NaN if it is predicted perfectly, because there is nothing to explain.
///
/// @param classAggregation how the scores of the outputs become one; null, for one score for each output, means
///     [ClassAggregation#UNIFORM_AVERAGE] in logs
/// @param numRegressors the number of the model's inputs, for the adjusted score
///     `1 - (1 - R²)·(n - 1)/(n - numRegressors - 1)`, where `n` is the number of rows of a weight other than 0, as in
///     Keras from 3.16 on; 0 for no adjustment, and ignored if there are too few rows
public record R2Score(@Nullable ClassAggregation classAggregation, int numRegressors) implements Metric {
    /// Validates the arguments.
    ///
    /// @throws IllegalArgumentException if `numRegressors` is negative
    public R2Score {
        require(numRegressors >= 0, "R2Score.numRegressors must be at least 0, got %s", numRegressors);
    }

    /// Creates the metric with the unweighted mean over the outputs and without adjustment.
    public R2Score() {
        this(ClassAggregation.UNIFORM_AVERAGE, 0);
    }

    /// How the scores of the outputs become one number.
    public enum ClassAggregation {
        /// The unweighted mean.
        UNIFORM_AVERAGE,
        /// The mean, with each output weighted by the variance of its targets.
        VARIANCE_WEIGHTED_AVERAGE,
    }

    @Override
    public Accumulator start(int width, int targetWidth) {
        Columns.requireSame(this, width, targetWidth);
        return new Sums(this, width);
    }

    @Override
    public Direction direction() {
        return Direction.UP;
    }

    private static final class Sums implements Accumulator {
        private final R2Score metric;
        private final int width;
        /// The first targets, which are subtracted from all: the squares of large numbers would lose their
        /// differences.
        private final double[] origin;
        private final double[] sum;
        private final double[] squares;
        private final double[] errors;
        private double count;
        private long seen;
        private long counted;

        Sums(R2Score metric, int width) {
            this.metric = metric;
            this.width = width;
            origin = new double[width];
            sum = new double[width];
            squares = new double[width];
            errors = new double[width];
        }

        @Override
        public void add(float[] targets, float[] predictions, float @Nullable [] weights, int rows) {
            for (int row = 0; row < rows; row++) {
                double weight = weights == null ? 1 : weights[row];
                for (int column = 0; column < width; column++) {
                    double target = targets[row * width + column];
                    if (seen == 0) {
                        origin[column] = target;
                    }
                    double error = target - predictions[row * width + column];
                    double difference = target - origin[column];
                    sum[column] += weight * difference;
                    squares[column] += weight * difference * difference;
                    errors[column] += weight * error * error;
                }
                count += weight;
                seen++;
                counted += weight == 0 ? 0 : 1;
            }
        }

        @Override
        public double result() {
            boolean byVariance = metric.classAggregation() == ClassAggregation.VARIANCE_WEIGHTED_AVERAGE;
            double scores = 0;
            double weights = 0;
            for (int column = 0; column < width; column++) {
                double weight = byVariance ? total(column) : 1;
                scores += weight * score(column);
                weights += weight;
            }
            return adjusted(scores / weights);
        }

        @Override
        public double[] results() {
            if (metric.classAggregation() != null) {
                return new double[] {result()};
            }
            double[] scores = new double[width];
            Arrays.setAll(scores, column -> adjusted(score(column)));
            return scores;
        }

        private double total(int column) {
            return squares[column] - sum[column] * (sum[column] / count);
        }

        private double score(int column) {
            double score = 1 - errors[column] / total(column);
            return Double.isInfinite(score) ? 0 : score;
        }

        private double adjusted(double score) {
            long spare = counted - metric.numRegressors() - 1;
            return metric.numRegressors() == 0 || spare <= 0 ? score : 1 - (1 - score) * (counted - 1) / spare;
        }

        @Override
        public void reset() {
            Arrays.fill(sum, 0);
            Arrays.fill(squares, 0);
            Arrays.fill(errors, 0);
            count = 0;
            seen = 0;
            counted = 0;
        }

        @Override
        public double[] state() {
            return Columns.joined(origin, sum, squares, errors, new double[] {count, seen, counted});
        }

        @Override
        public void restore(double[] state) {
            Columns.requireState(state, 4 * width + 3);
            Columns.part(Arrays.copyOf(state, 4 * width), origin, sum, squares, errors);
            count = state[4 * width];
            seen = (long) state[4 * width + 1];
            counted = (long) state[4 * width + 2];
        }
    }
}
