package gradus.metrics;

import static gradus.internal.Require.require;

/// A metric under another name.
///
/// @param name the name in logs and in `monitor`
/// @param metric the metric itself
public record NamedMetric(String name, Metric metric) implements Metric {
    /// Validates the arguments.
    ///
    /// @throws IllegalArgumentException if the name is blank
    public NamedMetric {
        require(!name.isBlank(), "a metric's name must not be blank");
    }

    @Override
    public Accumulator start(int width, int targetWidth) {
        return metric.start(width, targetWidth);
    }

    @Override
    public Metric named(String value) {
        return new NamedMetric(value, metric);
    }

    @Override
    public Direction direction() {
        return metric.direction();
    }

    @Override
    public boolean usesWeights() {
        return metric.usesWeights();
    }
}
