package gradus.metrics;

/// The mean of the absolute errors in percent of the target:
/// `100·mean(|target - prediction| / max(|target|, 1e-7))`. A target of 0 makes it huge; use another metric where
/// targets may be 0.
public record MeanAbsolutePercentageError() implements Metric {
    private static final double SMALLEST = 1e-7;

    @Override
    public Accumulator start(int width, int targetWidth) {
        Columns.requireSame(this, width, targetWidth);
        return new RowMean(width, targetWidth) {
            @Override
            double row(float[] targets, int target, float[] predictions, int prediction) {
                double sum = 0;
                for (int i = 0; i < width; i++) {
                    double error = (double) predictions[prediction + i] - targets[target + i];
                    sum += Math.abs(error) / Math.max(Math.abs((double) targets[target + i]), SMALLEST);
                }
                return 100 * sum / width;
            }
        };
    }

    @Override
    public Direction direction() {
        return Direction.DOWN;
    }
}
