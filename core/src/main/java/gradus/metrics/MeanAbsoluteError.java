package gradus.metrics;

/// The mean of the absolute errors: `mean(|target - prediction|)`, in the units of the target.
public record MeanAbsoluteError() implements Metric {
    @Override
    public Accumulator start(int width, int targetWidth) {
        Columns.requireSame(this, width, targetWidth);
        return new RowMean(width, targetWidth) {
            @Override
            double row(float[] targets, int target, float[] predictions, int prediction) {
                double sum = 0;
                for (int i = 0; i < width; i++) {
                    sum += Math.abs((double) predictions[prediction + i] - targets[target + i]);
                }
                return sum / width;
            }
        };
    }

    @Override
    public Direction direction() {
        return Direction.DOWN;
    }
}
