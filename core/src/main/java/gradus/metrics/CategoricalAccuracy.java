package gradus.metrics;

/// The fraction of rows whose largest prediction is at the class of the one-hot target:
/// `argmax(prediction) == argmax(target)`. Of equal values the first counts. Probabilities and the values before
/// the softmax give the same result.
public record CategoricalAccuracy() implements Metric {
    @Override
    public Accumulator start(int width, int targetWidth) {
        Columns.requireOneHot(this, width, targetWidth);
        return new RowMean(width, targetWidth) {
            @Override
            double row(float[] targets, int target, float[] predictions, int prediction) {
                return Columns.argmax(predictions, prediction, width) == Columns.argmax(targets, target, width) ? 1 : 0;
            }
        };
    }

    @Override
    public Direction direction() {
        return Direction.UP;
    }
}
