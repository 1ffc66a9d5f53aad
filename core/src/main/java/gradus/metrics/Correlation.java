package gradus.metrics;

/// A measure of how targets and predictions of a row vary together over its outputs, averaged over the rows.
interface Correlation extends Metric {
    /// Computes the measure of a row.
    ///
    /// @param covariance the covariance of targets and predictions
    /// @param targetVariance the variance of the targets
    /// @param predictionVariance the variance of the predictions
    /// @param shift the mean of the targets minus that of the predictions
    /// @return the measure
    double of(double covariance, double targetVariance, double predictionVariance, double shift);

    @Override
    default Accumulator start(int width, int targetWidth) {
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
                return of(covariance, targetVariance, predictionVariance, targetMean - predictionMean);
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
    default Direction direction() {
        return Direction.UP;
    }
}
