package gradus.experiment.answers;

import gradus.metrics.Metric;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The median of the absolute errors: half of the numbers are predicted more exactly. Of several numbers a row, all
/// errors count alike.
public record MedianError() implements Metric {
    @Override
    public Direction direction() {
        return Direction.DOWN;
    }

    @Override
    public Accumulator start(int width, int targetWidth) {
        return new Errors();
    }

    private static final class Errors implements Accumulator {
        private double[] errors = new double[16];
        private int count;

        @Override
        public void add(float[] targets, float[] predictions, float @Nullable [] weights, int rows) {
            if (rows == 0) {
                return;
            }
            int each = targets.length / rows;
            for (int i = 0; i < rows * each; i++) {
                if (weights == null || weights[i / each] > 0) {
                    errors = count == errors.length ? Arrays.copyOf(errors, 2 * count) : errors;
                    errors[count++] = Math.abs((double) predictions[i] - targets[i]);
                }
            }
        }

        @Override
        public double result() {
            double[] sorted = Arrays.copyOf(errors, count);
            Arrays.sort(sorted);
            return count == 0 ? Double.NaN : (sorted[(count - 1) / 2] + sorted[count / 2]) / 2;
        }

        @Override
        public void reset() {
            count = 0;
        }

        @Override
        public double[] state() {
            return Arrays.copyOf(errors, count);
        }

        @Override
        public void restore(double[] state) {
            errors = Arrays.copyOf(state, Math.max(16, state.length));
            count = state.length;
        }
    }
}
