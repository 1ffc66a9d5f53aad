package gradus.metrics;

import org.jspecify.annotations.Nullable;

/// The exact area under a curve of predictions as scores: all scores are kept and sorted, ties grouped.
///
/// [Curve#ROC] is the probability that a positive row scores higher than a negative one, with ties counted half:
/// the trapezoidal area under the true positive rate over the false positive rate. [Curve#PR] is the average
/// precision, `Σ (recallₙ - recallₙ₋₁)·precisionₙ` over descending scores, as in scikit-learn; interpolating
/// between the points would overestimate it. Keras approximates both with 200 thresholds in `[0, 1]` and
/// interpolates PR, so its values differ slightly; here scores may be any numbers.
///
/// The result is undefined (NaN) if no row is positive, for ROC also if none is negative, and if a prediction is
/// NaN. A target that is a class label counts as one-hot. It takes 9 bytes of memory per score.
///
/// @param curve the curve, ROC or PR
/// @param multiLabel whether each column has its own curve and the mean is taken; otherwise all columns share one
///     curve
public record Auc(Curve curve, boolean multiLabel) implements Metric {
    /// Creates the metric under the ROC curve, with all columns together.
    public Auc() {
        this(Curve.ROC, false);
    }

    /// Creates the metric with all columns together.
    ///
    /// @param curve the curve
    public Auc(Curve curve) {
        this(curve, false);
    }

    /// The curve whose area is measured.
    public enum Curve {
        /// The receiver operating characteristic: true positive rate over false positive rate.
        ROC,
        /// Precision over recall.
        PR,
    }

    @Override
    public Accumulator start(int width, int targetWidth) {
        Columns.requireSameOrLabel(this, width, targetWidth);
        RankedScores[] columns = new RankedScores[multiLabel ? width : 1];
        java.util.Arrays.setAll(columns, i -> new RankedScores());
        return new Accumulator() {
            @Override
            public void add(float[] targets, float[] predictions, float @Nullable [] weights, int rows) {
                for (int row = 0; row < rows; row++) {
                    float weight = weights == null ? 1 : weights[row];
                    for (int column = 0; column < width; column++) {
                        boolean positive = Columns.target(targets, targetWidth, width, row, column) != 0;
                        columns[multiLabel ? column : 0].add(predictions[row * width + column], positive, weight);
                    }
                }
            }

            @Override
            public double result() {
                double sum = 0;
                for (RankedScores column : columns) {
                    sum += column.area(curve);
                }
                return sum / columns.length;
            }

            @Override
            public void reset() {
                for (RankedScores column : columns) {
                    column.clear();
                }
            }

            /// The number of scores of each column, followed by all scores.
            @Override
            public double[] state() {
                int next = columns.length;
                for (RankedScores column : columns) {
                    next += 3 * column.size();
                }
                double[] state = new double[next];
                next = columns.length;
                for (int i = 0; i < columns.length; i++) {
                    state[i] = columns[i].size();
                    columns[i].save(state, next);
                    next += 3 * columns[i].size();
                }
                return state;
            }

            @Override
            public void restore(double[] state) {
                double expected = columns.length;
                for (int i = 0; i < columns.length && i < state.length; i++) {
                    expected += state[i] >= 0 ? 3 * state[i] : Double.NaN;
                }
                Columns.requireState(state, (int) expected);
                int next = columns.length;
                for (int i = 0; i < columns.length; i++) {
                    columns[i].restore(state, next, (int) state[i]);
                    next += 3 * (int) state[i];
                }
            }
        };
    }

    @Override
    public Direction direction() {
        return Direction.UP;
    }
}
