package gradus.experiment;

import gradus.metrics.Metric;
import org.jspecify.annotations.Nullable;

/// An error of standardized numbers, shown in the units of the data.
///
/// @param metric proportional to the numbers, as the root of the mean squared error is
/// @param unit the standard deviation of the targets
record InUnits(Metric metric, double unit) implements Metric {
    @Override
    public String name() {
        return metric.name();
    }

    @Override
    public Direction direction() {
        return metric.direction();
    }

    @Override
    public Accumulator start(int width, int targetWidth) {
        Accumulator standardized = metric.start(width, targetWidth);
        return new Accumulator() {
            @Override
            public void add(float[] targets, float[] predictions, float @Nullable [] weights, int rows) {
                standardized.add(targets, predictions, weights, rows);
            }

            @Override
            public double result() {
                return standardized.result() * unit;
            }

            @Override
            public void reset() {
                standardized.reset();
            }

            @Override
            public double[] state() {
                return standardized.state();
            }

            @Override
            public void restore(double[] state) {
                standardized.restore(state);
            }
        };
    }
}
