package gradus.metrics;

import static gradus.internal.Require.require;

import java.util.Arrays;

/// Operations on the columns of targets and predictions that metrics share.
final class Columns {
    private Columns() {}

    /// Concatenates arrays of the same length.
    static double[] joined(double[]... parts) {
        return Arrays.stream(parts).flatMapToDouble(Arrays::stream).toArray();
    }

    /// Returns the mean of values.
    static double mean(double[] values) {
        return Arrays.stream(values).sum() / values.length;
    }

    /// Reverses [#joined].
    static void part(double[] joined, double[]... parts) {
        requireState(joined, parts.length * parts[0].length);
        for (int i = 0; i < parts.length; i++) {
            System.arraycopy(joined, i * parts[i].length, parts[i], 0, parts[i].length);
        }
    }

    /// Requires a saved state of the given length.
    static void requireState(double[] state, int length) {
        require(state.length == length, "the state of a metric must have %s numbers, got %s", length, state.length);
    }

    /// Requires one target per prediction.
    static void requireSame(Metric metric, int width, int targetWidth) {
        require(
                width == targetWidth,
                "%s must have as many targets as predictions in a row, %s, got %s",
                metric.getClass().getSimpleName(),
                width,
                targetWidth);
    }

    /// Requires at least two classes and one target per class.
    static void requireOneHot(Metric metric, int width, int targetWidth) {
        require(
                width >= 2 && targetWidth == width,
                "%s must have at least 2 predictions and as many targets (one-hot) in a row, got %s and %s;"
                        + " take the metric with Sparse in its name for class labels, BinaryAccuracy for one output",
                metric.getClass().getSimpleName(),
                width,
                targetWidth);
    }

    /// Requires at least two predictions and one target for each.
    static void requireOneForEach(Metric metric, int width, int targetWidth) {
        require(
                width >= 2 && targetWidth == width,
                "%s must have at least 2 predictions and as many targets in a row, got %s and %s",
                metric.getClass().getSimpleName(),
                width,
                targetWidth);
    }

    /// Requires at least two predictions and one class label.
    static void requireLabel(Metric metric, int width, int targetWidth) {
        require(
                width >= 2 && targetWidth == 1,
                "%s must have at least 2 predictions and 1 target (a class label) in a row, got %s and %s;"
                        + " take the metric without Sparse in its name for one-hot targets, BinaryAccuracy for one"
                        + " output",
                metric.getClass().getSimpleName(),
                width,
                targetWidth);
    }

    /// Requires one target per prediction, or one class label.
    static void requireSameOrLabel(Metric metric, int width, int targetWidth) {
        require(
                width == targetWidth || targetWidth == 1,
                "%s must have as many targets as predictions in a row, %s, or 1 class label, got %s",
                metric.getClass().getSimpleName(),
                width,
                targetWidth);
    }

    /// Returns the target of a column: the number itself or, if the row has a class label, 1 for its class and 0
    /// for others.
    static float target(float[] targets, int targetWidth, int width, int row, int column) {
        if (targetWidth == width) {
            return targets[row * width + column];
        }
        return targets[row] == column ? 1 : 0;
    }

    /// Converts a class label to an index.
    static int label(float target, int classes) {
        int label = (int) target;
        if (label != target || label < 0 || label >= classes) {
            throw new IllegalArgumentException(
                    "a class label must be a whole number in [0, " + classes + "), got " + target);
        }
        return label;
    }

    /// Returns the column of the largest of `values[from, from + width)`, the first one of equals.
    static int argmax(float[] values, int from, int width) {
        int best = 0;
        for (int column = 1; column < width; column++) {
            if (values[from + column] > values[from + best]) {
                best = column;
            }
        }
        return best;
    }

    /// Returns how many of `values[from, from + width)` are larger than the value of the column.
    static int larger(float[] values, int from, int width, int column) {
        int count = 0;
        for (int i = from; i < from + width; i++) {
            if (values[i] > values[from + column]) {
                count++;
            }
        }
        return count;
    }
}
