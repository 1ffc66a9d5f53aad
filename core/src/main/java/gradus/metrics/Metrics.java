package gradus.metrics;

/// Resolves generic metric names such as `"accuracy"`.
public final class Metrics {
    private Metrics() {}

    /// Resolves `"accuracy"` for an output: [BinaryAccuracy] for one prediction per row,
    /// [SparseCategoricalAccuracy] for several predictions with a class label as target, otherwise
    /// [CategoricalAccuracy]. In logs it keeps the name `accuracy`.
    ///
    /// As in Keras, several independent yes-or-no predictions count as classes; name [BinaryAccuracy] explicitly
    /// for those.
    ///
    /// @param width the number of predictions in a row
    /// @param targetWidth the number of targets in a row
    /// @return the metric
    public static Metric accuracy(int width, int targetWidth) {
        Metric metric = width == 1
                ? new BinaryAccuracy()
                : targetWidth == 1 ? new SparseCategoricalAccuracy() : new CategoricalAccuracy();
        return metric.named("accuracy");
    }
}
