package gradus.metrics;

/// The correlation of the targets and predictions of a row, from -1 to 1: `Σ (t - mean(t))·(p - mean(p)) /
/// √(Σ (t - mean(t))²·Σ (p - mean(p))²)` over its outputs, averaged over the rows. It is NaN for a row whose targets or
/// predictions are all equal.
public record PearsonCorrelation() implements Metric {
    @Override
    public Accumulator start(int width, int targetWidth) {
        Columns.requireOneForEach(this, width, targetWidth);
        return new RowMean(width, targetWidth) {
            @Override
            double row(float[] targets, int target, float[] predictions, int prediction) {
                double targetMean = mean(targets, target);
                double predictionMean = mean(predictions, prediction);
                double targetVariance = 0;
                double predictionVariance = 0;
                double covariance = 0;
                for (int i = 0; i < width; i++) {
                    double t = targets[target + i] - targetMean;
                    double p = predictions[prediction + i] - predictionMean;
                    targetVariance += t * t / width;
                    predictionVariance += p * p / width;
                    covariance += t * p / width;
                }
                return covariance / Math.sqrt(targetVariance * predictionVariance);
            }

            private double mean(float[] values, int from) {
                double sum = 0;
                for (int i = from; i < from + width; i++) {
                    sum += values[i];
                }
                return sum / width;
            }
        };
    }

    @Override
    public Direction direction() {
        return Direction.UP;
    }
}
