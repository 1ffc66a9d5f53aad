package gradus.metrics;

/// A metric in which each row counts as much as its sample weight says. Made by [Metric#weighted()].
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
