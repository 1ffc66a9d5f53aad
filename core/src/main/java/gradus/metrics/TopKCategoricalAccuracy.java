package gradus.metrics;

import static gradus.internal.Require.require;

/// The share of rows whose class is among the `k` with the largest predictions. Of equal predictions all count, as in
/// Keras: a class is in if fewer than `k` are larger. Targets are one-hot.
///
/// @param k how many classes count, at least 1
public record TopKCategoricalAccuracy(int k) implements Metric {
    /// Checks `k`.
    public TopKCategoricalAccuracy {
        require(k >= 1, "TopKCategoricalAccuracy.k must be at least 1, got %s", k);
    }

    /// With the best 5.
    public TopKCategoricalAccuracy() {
        this(5);
    }

    @Override
    public Accumulator start(int width, int targetWidth) {
        Columns.requireOneHot(this, width, targetWidth);
        return new RowMean(width, targetWidth) {
            @Override
            double row(float[] targets, int target, float[] predictions, int prediction) {
                int label = Columns.argmax(targets, target, width);
                return Columns.larger(predictions, prediction, width, label) < k ? 1 : 0;
            }
        };
    }

    @Override
    public Direction direction() {
        return Direction.UP;
    }
}
