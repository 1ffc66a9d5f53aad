package gradus.metrics;

/// What metrics are meant by words that do not name one.
public final class Metrics {
    private Metrics() {}

    /// What `"accuracy"` means for a head: [BinaryAccuracy] for one prediction in a row, [SparseCategoricalAccuracy]
    /// for several with a class label as target, else [CategoricalAccuracy]. In logs it keeps the name `accuracy`.
    ///
    /// As in Keras several independent yes-or-no predictions count as classes; take [BinaryAccuracy] by name for those.
    ///
    /// @param width how many numbers a row of predictions has
    /// @param targetWidth how many numbers a row of targets has
    public static Metric accuracy(int width, int targetWidth) {
        Metric metric = width == 1
                ? new BinaryAccuracy()
                : targetWidth == 1 ? new SparseCategoricalAccuracy() : new CategoricalAccuracy();
        return metric.named("accuracy");
    }
}
