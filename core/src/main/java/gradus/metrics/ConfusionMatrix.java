package gradus.metrics;

import static gradus.internal.Require.require;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// A table that counts how often each class is predicted as each class, with true classes in rows and predicted
/// ones in columns. Rows are added as to a metric, but the outcome is a table; [#result()] is the accuracy.
///
/// One prediction per row means the classes 0 and 1, with 1 predicted above the threshold of 0.5. Several
/// predictions mean one class each, the largest being the predicted one; the target is a class label or one-hot.
public final class ConfusionMatrix implements Metric.Accumulator {
    private static final float THRESHOLD = 0.5f;
    private static final int WIDEST_LABEL = 16;

    private final int width;
    private final int targetWidth;
    private final double[][] counts;

    /// Creates an empty table.
    ///
    /// @param width the number of predictions in a row
    /// @param targetWidth the number of targets in a row: `width`, or 1
    /// @throws IllegalArgumentException if `targetWidth` is neither
    public ConfusionMatrix(int width, int targetWidth) {
        require(
                width >= 1 && (targetWidth == width || targetWidth == 1),
                "ConfusionMatrix must have as many targets as predictions in a row, %s, or 1 class label, got %s",
                width,
                targetWidth);
        this.width = width;
        this.targetWidth = targetWidth;
        int classes = Math.max(2, width);
        counts = new double[classes][classes];
    }

    /// {@return the number of classes}
    public int classes() {
        return counts.length;
    }

    /// Returns the number of rows of a true class that were predicted as a class, or the sum of their weights.
    ///
    /// @param trueClass the index of the true class
    /// @param predictedClass the index of the predicted class
    /// @return the count
    public double count(int trueClass, int predictedClass) {
        return counts[trueClass][predictedClass];
    }

    /// {@inheritDoc}
    ///
    /// @throws IllegalArgumentException if a class label is not a whole number from 0 to the number of classes
    ///     minus 1
    @Override
    public void add(float[] targets, float[] predictions, float @Nullable [] weights, int rows) {
        for (int row = 0; row < rows; row++) {
            int label = targetWidth == 1
                    ? Columns.label(targets[row], counts.length)
                    : Columns.argmax(targets, row * width, width);
            int predicted = width == 1
                    ? (predictions[row] > THRESHOLD ? 1 : 0)
                    : Columns.argmax(predictions, row * width, width);
            counts[label][predicted] += weights == null ? 1 : weights[row];
        }
    }

    /// {@return the fraction of rows that were predicted correctly; NaN without rows}
    @Override
    public double result() {
        double right = 0;
        double all = 0;
        for (int i = 0; i < counts.length; i++) {
            right += counts[i][i];
            all += total(i);
        }
        return right / all;
    }

    /// Returns the fraction of a true class that was predicted correctly.
    ///
    /// @param trueClass the index of the true class
    /// @return the recall; NaN if the class does not occur
    public double recall(int trueClass) {
        return counts[trueClass][trueClass] / total(trueClass);
    }

    /// Returns the fraction of the rows predicted as a class that belong to it.
    ///
    /// @param predictedClass the index of the predicted class
    /// @return the precision; NaN if the class was never predicted
    public double precision(int predictedClass) {
        double all = 0;
        for (double[] row : counts) {
            all += row[predictedClass];
        }
        return counts[predictedClass][predictedClass] / all;
    }

    private double total(int trueClass) {
        double all = 0;
        for (double count : counts[trueClass]) {
            all += count;
        }
        return all;
    }

    @Override
    public void reset() {
        for (double[] row : counts) {
            Arrays.fill(row, 0);
        }
    }

    @Override
    public double[] state() {
        return Columns.joined(counts);
    }

    @Override
    public void restore(double[] state) {
        Columns.part(state, counts);
    }

    /// {@return the table, with the indices of the classes as labels}
    @Override
    public String toString() {
        return toString(
                IntStream.range(0, counts.length).mapToObj(Integer::toString).toList());
    }

    /// Formats the table for a terminal, with the recall to the right of each true class and the precision below
    /// each predicted one. Long labels are truncated; each line ends with a line feed.
    ///
    /// @param labels the labels of the classes, by index
    /// @return the table
    /// @throws IllegalArgumentException if there is not one label per class
    public String toString(List<String> labels) {
        require(
                labels.size() == counts.length,
                "ConfusionMatrix must have a label for each of its %s classes, got %s",
                counts.length,
                labels.size());
        List<List<String>> table = new ArrayList<>();
        List<String> head = new ArrayList<>(List.of("true \\ predicted"));
        labels.forEach(label -> head.add(cut(label)));
        head.add("recall");
        table.add(head);
        List<String> foot = new ArrayList<>(List.of("precision"));
        for (int i = 0; i < counts.length; i++) {
            List<String> line = new ArrayList<>(List.of(cut(labels.get(i))));
            for (double count : counts[i]) {
                line.add(number(count));
            }
            line.add(percent(recall(i)));
            table.add(line);
            foot.add(percent(precision(i)));
        }
        foot.add(percent(result()));
        table.add(foot);
        return aligned(table);
    }

    private static String aligned(List<List<String>> table) {
        StringBuilder text = new StringBuilder();
        int[] widths = IntStream.range(0, table.getFirst().size())
                .map(column -> table.stream()
                        .mapToInt(line -> line.get(column).length())
                        .max()
                        .orElseThrow())
                .toArray();
        for (List<String> line : table) {
            text.append(line.getFirst()).repeat(' ', widths[0] - line.getFirst().length());
            for (int column = 1; column < widths.length; column++) {
                String cell = line.get(column);
                text.repeat(' ', 2 + widths[column] - cell.length()).append(cell);
            }
            text.append('\n');
        }
        return text.toString();
    }

    private static String cut(String label) {
        return label.length() <= WIDEST_LABEL ? label : label.substring(0, WIDEST_LABEL - 1) + "…";
    }

    private static String number(double count) {
        return String.format(Locale.ROOT, count == Math.rint(count) ? "%.0f" : "%.2f", count);
    }

    private static String percent(double share) {
        return Double.isNaN(share) ? "-" : String.format(Locale.ROOT, "%.1f%%", 100 * share);
    }
}
