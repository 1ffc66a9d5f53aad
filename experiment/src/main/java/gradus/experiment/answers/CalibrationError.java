package gradus.experiment.answers;

import gradus.metrics.Metric;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How far probabilities are from frequencies. Rows are put into 20 bins of equal width by the probability of the class
/// that is chosen; in each bin, that probability is compared with the share of rows that are right:
/// `Σ n_b / n · |right_b − probability_b|`, the *expected calibration error*.
///
/// [Guo, Pleiss, Sun & Weinberger 2017](https://arxiv.org/abs/1706.04599)
public record CalibrationError() implements Metric {
    private static final int BINS = 20;

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
        return new Bins(width);
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
        int bin = Math.clamp((long) (probability * bins), 0, bins - 1);
        sums[3 * bin] += weight;
        sums[3 * bin + 1] += weight * probability;
        sums[3 * bin + 2] += right ? weight : 0;
    }

    private static final class Bins extends BrierScore.Sums {
        private final int width;

        private Bins(int width) {
            super(3 * BINS);
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
            for (int bin = 0; bin < BINS; bin++) {
                error += Math.abs(sums[3 * bin + 1] - sums[3 * bin + 2]);
                rows += sums[3 * bin];
            }
            return error / rows;
        }
    }
}
