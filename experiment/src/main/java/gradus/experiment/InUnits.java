package gradus.experiment;

import gradus.metrics.Metric;
import gradus.problems.Counts;
import gradus.problems.Standardization;
import gradus.problems.TargetTransform;
import gradus.problems.Task;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// An error of standardized numbers or of counts, shown in the units of the data.
///
/// @param metric proportional to the numbers, as the root of the mean squared error is
/// @param unit the standard deviation of the targets, or their mean
record InUnits(Metric metric, double unit) implements Metric {
    /// What is shown while a task is learned.
    ///
    /// @param transform how targets are learned, or null for as they are
    /// @param more metrics besides those of the task; on transformed targets they would give other numbers, and are
    /// left to the end
    static List<Metric> metrics(Task learned, @Nullable TargetTransform transform, List<Metric> more) {
        if (transform == null) {
            return joined(learned.metrics(), more);
        }
        double unit =
                switch (transform) {
                    case Standardization units -> units.deviation();
                    case Counts counts -> counts.mean();
                    default -> 1;
                };
        return learned.metrics().stream()
                .map(metric -> unit == 1 || metric.name().equals("r2_score") ? metric : new InUnits(metric, unit))
                .toList();
    }

    /// Metrics, and those of others whose names are new.
    static List<Metric> joined(List<Metric> metrics, List<Metric> others) {
        Map<String, Metric> byName = new LinkedHashMap<>();
        Stream.concat(metrics.stream(), others.stream()).forEach(metric -> byName.putIfAbsent(metric.name(), metric));
        return List.copyOf(byName.values());
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
