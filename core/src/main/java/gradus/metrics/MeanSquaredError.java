package gradus.metrics;

/// The mean of the squared errors: `mean((target - prediction)²)`.
public record MeanSquaredError() implements Metric {
    @Override
    public Accumulator start(int width, int targetWidth) {
        Columns.requireSame(this, width, targetWidth);
        return new RowMean(width, targetWidth) {
            @Override
            double row(float[] targets, int target, float[] predictions, int prediction) {
                double sum = 0;
                for (int i = 0; i < width; i++) {
                    double error = (double) predictions[prediction + i] - targets[target + i];
                    sum += error * error;
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
