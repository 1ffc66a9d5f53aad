package gradus.examples;

import gradus.metrics.Metric;
import org.jspecify.annotations.Nullable;

/// A metric of one's own: the share of predictions that are no further than `tolerance` from their targets.
///
/// @param tolerance in the unit of the target
public record Within(double tolerance) implements Metric {
    @Override
    public Accumulator start(int width, int targetWidth) {
        if (width != targetWidth) {
            throw new IllegalArgumentException(
                    "Within needs a target for each of the %d outputs, got %d".formatted(width, targetWidth));
        }
        return new Share(tolerance, width);
    }

    @Override
    public Direction direction() {
        return Direction.UP;
    }

    private static final class Share implements Accumulator {
        private final double tolerance;
        private final int width;
        private double hits;
        private double all;

        Share(double tolerance, int width) {
            this.tolerance = tolerance;
            this.width = width;
        }

        @Override
        public void add(float[] targets, float[] predictions, float @Nullable [] weights, int rows) {
            for (int i = 0; i < rows * width; i++) {
                double weight = weights == null ? 1 : weights[i / width];
                hits += Math.abs(targets[i] - predictions[i]) <= tolerance ? weight : 0;
                all += weight;
            }
        }

        @Override
        public double result() {
            return hits / all;
        }

        @Override
        public void reset() {
            hits = 0;
            all = 0;
        }

        @Override
        public double[] state() {
            return new double[] {hits, all};
        }

        @Override
        public void restore(double[] state) {
            hits = state[0];
            all = state[1];
        }
    }
}
