package gradus.metrics;

/// The share of rows whose largest prediction belongs to the class that the target names: `argmax(prediction) ==
/// target`, the first of equals. Probabilities and the values before the softmax give the same.
public record SparseCategoricalAccuracy() implements Metric {
    @Override
    public Accumulator start(int width, int targetWidth) {
        Columns.requireLabel(this, width, targetWidth);
        return new RowMean(width, targetWidth) {
            @Override
            double row(float[] targets, int target, float[] predictions, int prediction) {
                return Columns.argmax(predictions, prediction, width) == targets[target] ? 1 : 0;
            }
        };
    }

    @Override
    public Direction direction() {
        return Direction.UP;
    }
}
