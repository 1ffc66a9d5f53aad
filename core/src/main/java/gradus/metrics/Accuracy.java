package gradus.metrics;

/// The fraction of predictions that equal their targets: `prediction == target`. It is for predictions that are
/// labels themselves; for the meaning of `"accuracy"` with probabilities see [Metrics#accuracy(int, int)].
public record Accuracy() implements Metric {
    @Override
    public Accumulator start(int width, int targetWidth) {
        Columns.requireSame(this, width, targetWidth);
        return new RowMean(width, targetWidth) {
            @Override
            double row(float[] targets, int target, float[] predictions, int prediction) {
                int equal = 0;
                for (int i = 0; i < width; i++) {
                    if (predictions[prediction + i] == targets[target + i]) {
                        equal++;
                    }
                }
                return (double) equal / width;
            }
        };
    }

    @Override
    public Direction direction() {
        return Direction.UP;
    }
}
