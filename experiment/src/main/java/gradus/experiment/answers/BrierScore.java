package gradus.experiment.answers;

import gradus.metrics.Metric;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The mean squared distance of probabilities from the truth: `Σ (p_j − t_j)²` over the classes, halved for two classes
/// as is usual, so that it is `(p − t)²` there. 0 is perfect; of two classes, always 0.5 gives 0.25.
///
/// [Brier 1950](https://doi.org/10.1175/1520-0493(1950)078%3C0001:VOFEIT%3E2.0.CO;2)
public record BrierScore() implements Metric {
    @Override
    public String name() {
        return "brier";
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
        return new Sums(2) {
            @Override
            public void add(float[] targets, float[] predictions, float @Nullable [] weights, int rows) {
                for (int row = 0; row < rows; row++) {
                    double weight = weights == null ? 1 : weights[row];
                    int label = (int) targets[row];
                    double sum = 0;
                    for (int j = 0; j < Math.max(2, width); j++) {
                        double distance = Probabilities.of(predictions, row, width, j) - (j == label ? 1 : 0);
                        sum += distance * distance;
                    }
                    sums[0] += weight * (width <= 2 ? sum / 2 : sum);
                    sums[1] += weight;
                }
            }

            @Override
            public double result() {
                return sums[0] / sums[1];
            }
        };
    }

    /// Sums of rows.
    abstract static class Sums implements Accumulator {
        final double[] sums;

        Sums(int count) {
            sums = new double[count];
        }

        @Override
        public void reset() {
            Arrays.fill(sums, 0);
        }

        @Override
        public double[] state() {
            return sums.clone();
        }

        @Override
        public void restore(double[] state) {
            System.arraycopy(state, 0, sums, 0, sums.length);
        }
    }
}
