package gradus.metrics;

/// The correlation of the targets and predictions of a row, from -1 to 1: `Σ (t - mean(t))·(p - mean(p)) /
/// √(Σ (t - mean(t))²·Σ (p - mean(p))²)` over its outputs, averaged over the rows. It is NaN for a row whose targets or
/// predictions are all equal.
public record PearsonCorrelation() implements Correlation {
    @Override
    public double of(double covariance, double targetVariance, double predictionVariance, double shift) {
        return covariance / Math.sqrt(targetVariance * predictionVariance);
    }
}
