package gradus.metrics;

import static gradus.internal.Require.require;

/// The fraction of rows whose class is among the `k` largest predictions. As in Keras, ties count in favour: a
/// class is included if fewer than `k` predictions are larger. Targets are class labels.
///
/// @param k the number of classes that count, at least 1
public record SparseTopKCategoricalAccuracy(int k) implements Metric {
    /// Validates the argument.
    ///
    /// @throws IllegalArgumentException if `k` is less than 1
    public SparseTopKCategoricalAccuracy {
        require(k >= 1, "SparseTopKCategoricalAccuracy.k must be at least 1, got %s", k);
    }

    /// Creates the metric with Keras's default, `k = 5`.
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
