package gradus.metrics;

import static gradus.internal.Require.require;

/// The share of rows whose class is among the `k` with the largest predictions. Of equal predictions all count, as in
/// Keras: a class is in if fewer than `k` are larger. Targets are class labels.
///
/// @param k how many classes count, at least 1
public record SparseTopKCategoricalAccuracy(int k) implements Metric {
    /// Checks `k`.
    public SparseTopKCategoricalAccuracy {
        require(k >= 1, "SparseTopKCategoricalAccuracy.k must be at least 1, got %s", k);
    }

    /// With the best 5.
    public SparseTopKCategoricalAccuracy() {
        this(5);
    }

    @Override
    public Accumulator start(int width, int targetWidth) {
        Columns.requireLabel(this, width, targetWidth);
        return new RowMean(width, targetWidth) {
            @Override
            double row(float[] targets, int target, float[] predictions, int prediction) {
                int label = Columns.label(targets[target], width);
                return Columns.larger(predictions, prediction, width, label) < k ? 1 : 0;
            }
        };
    }

    @Override
    public Direction direction() {
        return Direction.UP;
    }
}
