package gradus.experiment;

import gradus.metrics.Metric;
import gradus.problems.Standardization;
import gradus.problems.TargetTransform;
import gradus.problems.Task;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An error of standardized numbers, shown in the units of the data.
///
/// @param metric proportional to the numbers, as the root of the mean squared error is
/// @param unit the standard deviation of the targets
record InUnits(Metric metric, double unit) implements Metric {
    /// What is shown while a task is learned.
    ///
    /// @param transform how targets are learned, or null for as they are
    static List<Metric> metrics(Task learned, @Nullable TargetTransform transform) {
        return transform instanceof Standardization units
                ? learned.metrics().stream()
                        .map(metric ->
                                metric.name().equals("r2_score") ? metric : new InUnits(metric, units.deviation()))
                        .toList()
                : learned.metrics();
    }

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
