package gradus.metrics;

import static gradus.internal.Require.require;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// How often each class is taken for each: a table of counts, true classes in rows, predicted ones in columns. Fed like
/// a metric, but not one number; [#result()] is the accuracy.
///
/// One prediction in a row means the classes 0 and 1, with 1 predicted above the threshold of 0.5. Several mean one
/// class each, the largest predicted; the target is a class label or one-hot.
public final class ConfusionMatrix implements Metric.Accumulator {
    private static final float THRESHOLD = 0.5f;
    private static final int WIDEST_LABEL = 16;

    private final int width;
    private final int targetWidth;
    private final double[][] counts;

    /// An empty table.
    ///
    /// @param width how many numbers a row of predictions has
    /// @param targetWidth how many numbers a row of targets has: as many, or 1
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

    /// How many classes.
    public int classes() {
        return counts.length;
    }

    /// How many rows of a true class were predicted to be of a class; the sum of their weights.
    public double count(int trueClass, int predictedClass) {
        return counts[trueClass][predictedClass];
    }

    /// {@inheritDoc}
    ///
    /// @throws IllegalArgumentException if a class label is not a whole number from 0 below the number of classes
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

    /// The share of rows that were predicted right; NaN without rows.
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

    /// The share of a true class that was predicted right; NaN if there is none of it.
    public double recall(int trueClass) {
        return counts[trueClass][trueClass] / total(trueClass);
    }

    /// The share of what was predicted to be of a class that is; NaN if nothing was.
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

    /// The table with the numbers of classes as their names.
    @Override
    public String toString() {
        return toString(
                IntStream.range(0, counts.length).mapToObj(Integer::toString).toList());
    }

    /// The table as text for a terminal, with recall to the right of each true class and precision below each predicted
    /// one. Long names are cut; each line ends with a line feed.
    ///
    /// @param labels the names of the classes
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
