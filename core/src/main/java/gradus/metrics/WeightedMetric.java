package gradus.metrics;

/// A metric in which each row counts by its sample weight. Created by [Metric#weighted()].
///
/// @param metric the metric itself
public record WeightedMetric(Metric metric) implements Metric {
    @Override
    public Accumulator start(int width, int targetWidth) {
        return metric.start(width, targetWidth);
    }

    @Override
    public Direction direction() {
        return metric.direction();
    }

    @Override
    public String name() {
        return metric.name();
    }

    @Override
    public boolean usesWeights() {
        return true;
    }
}
