package gradus.experiment.answers;

import static gradus.internal.Require.require;

import gradus.metrics.Metric;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How far probabilities are from frequencies. Rows are put into bins of equal width, `(0, 1/bins]` to `(1 - 1/bins,
/// 1]`, by the probability of the class that is chosen; in each bin, that probability is compared with the share of
/// rows that are right: `Σ n_b / n · |right_b − probability_b|`, the *expected calibration error*.
///
/// [Guo, Pleiss, Sun & Weinberger 2017](https://arxiv.org/abs/1706.04599), whose 15 bins are usual
///
/// @param bins how many there are, at least 1
public record CalibrationError(int bins) implements Metric {
    /// Validates the argument.
    ///
    /// @throws IllegalArgumentException if `bins` is less than 1
    public CalibrationError {
        require(bins >= 1, "CalibrationError.bins must be at least 1, got %s", bins);
    }

    /// Creates the metric with 15 bins.
    public CalibrationError() {
        this(15);
    }

    @Override
    public String name() {
        return "ece";
    }

    @Override
    public Direction direction() {
        return Direction.DOWN;
    }

    @Override
    public boolean usesWeights() {
        return true;
    }

    @Override
    public Accumulator start(int width, int targetWidth) {
        return new Bins(width, bins);
    }

    /// A bin: what was said of its rows, and what was true.
    ///
    /// @param probability the mean probability
    /// @param frequency the share of rows that are of the class
    /// @param rows how many there are
    public record Bin(double probability, double frequency, double rows) {}

    /// Returns the bins of the probability of one class: a reliability diagram.
    ///
    /// @param targets class numbers, one a row
    /// @param predictions probabilities, `[rows, width]`
    /// @param width the number of probabilities in a row
    /// @param label the class; -1 for the one that is chosen in each row
    /// @param bins how many there are
    /// @return the bins that have rows
    public static List<Bin> bins(float[] targets, float[] predictions, int width, int label, int bins) {
        double[] sums = new double[3 * bins];
        for (int row = 0; row < targets.length; row++) {
            int chosen = label < 0 ? Probabilities.largest(predictions, row, width) : label;
            add(sums, Probabilities.of(predictions, row, width, chosen), (int) targets[row] == chosen, 1);
        }
        List<Bin> found = new ArrayList<>();
        for (int bin = 0; bin < bins; bin++) {
            double rows = sums[3 * bin];
            if (rows > 0) {
                found.add(new Bin(sums[3 * bin + 1] / rows, sums[3 * bin + 2] / rows, rows));
            }
        }
        return found;
    }

    /// Adds a row to its bin: rows, probabilities, rows of the class.
    private static void add(double[] sums, double probability, boolean right, double weight) {
        int bins = sums.length / 3;
        int bin = Math.clamp((long) Math.ceil(probability * bins) - 1, 0, bins - 1);
        sums[3 * bin] += weight;
        sums[3 * bin + 1] += weight * probability;
        sums[3 * bin + 2] += right ? weight : 0;
    }

    private static final class Bins extends BrierScore.Sums {
        private final int width;

        private Bins(int width, int bins) {
            super(3 * bins);
            this.width = width;
        }

        @Override
        public void add(float[] targets, float[] predictions, float @Nullable [] weights, int rows) {
            for (int row = 0; row < rows; row++) {
                int chosen = Probabilities.largest(predictions, row, width);
                double probability = Probabilities.of(predictions, row, width, chosen);
                CalibrationError.add(
                        sums, probability, (int) targets[row] == chosen, weights == null ? 1 : weights[row]);
            }
        }

        @Override
        public double result() {
            double error = 0;
            double rows = 0;
            for (int bin = 0; bin < sums.length / 3; bin++) {
                error += Math.abs(sums[3 * bin + 1] - sums[3 * bin + 2]);
                rows += sums[3 * bin];
            }
            return error / rows;
        }
    }
}
