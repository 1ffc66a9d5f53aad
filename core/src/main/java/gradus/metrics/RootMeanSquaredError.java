package gradus.metrics;

/// The root of the mean squared error: `√mean((target - prediction)²)`. The root is taken once, over all rows, so
/// the value is in the units of the target and is not a mean of roots of batches.
public record RootMeanSquaredError() implements Metric {
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

            @Override
            double ofMean(double mean) {
                return Math.sqrt(mean);
            }
        };
    }

    @Override
    public Direction direction() {
        return Direction.DOWN;
    }
}
