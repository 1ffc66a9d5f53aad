package gradus.metrics;

/// The fraction of rows whose largest prediction is at the class given by the target:
/// `argmax(prediction) == target`. Of equal values the first counts. Probabilities and the values before the
/// softmax give the same result.
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
