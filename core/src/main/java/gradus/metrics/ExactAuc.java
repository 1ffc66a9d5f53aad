package gradus.metrics;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The exact areas under the curves of an [Auc], from all scores.
final class ExactAuc implements Metric.Accumulator {
    private final Auc metric;
    private final int width;
    private final int targetWidth;
    private final RankedScores[] columns;

    ExactAuc(Auc metric, int width, int targetWidth) {
        this.metric = metric;
        this.width = width;
        this.targetWidth = targetWidth;
        columns = new RankedScores[metric.multiLabel() ? width : 1];
        Arrays.setAll(columns, i -> new RankedScores());
    }

    @Override
    public void add(float[] targets, float[] predictions, float @Nullable [] weights, int rows) {
        for (int row = 0; row < rows; row++) {
            float weight = weights == null ? 1 : weights[row];
            for (int column = 0; column < width; column++) {
                boolean positive = Columns.target(targets, targetWidth, width, row, column) != 0;
                RankedScores scores = columns[metric.multiLabel() ? column : 0];
                scores.add(
                        predictions[row * width + column],
                        positive,
                        metric.multiLabel() ? weight : weight * metric.labelWeight(column));
            }
        }
    }

    @Override
    public double result() {
        double sum = 0;
        double weights = 0;
        for (int column = 0; column < columns.length; column++) {
            float weight = columns.length == 1 ? 1 : metric.labelWeight(column);
            sum += weight * columns[column].area(metric.curve());
            weights += weight;
        }
        return sum / weights;
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
}
