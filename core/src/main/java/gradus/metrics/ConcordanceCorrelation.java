package gradus.metrics;

/// The agreement of the targets and predictions of a row, from -1 to 1: `2·cov(t, p) / (var(t) + var(p) + (mean(t) -
/// mean(p))² + 1e-7)` over its outputs, averaged over the rows. Unlike [PearsonCorrelation], it also falls if
/// predictions have another mean or scale than the targets.
///
/// [Lin 1989](https://doi.org/10.2307/2532051)
public record ConcordanceCorrelation() implements Correlation {
    private static final double EPSILON = 1e-7;

    @Override
    public double of(double covariance, double targetVariance, double predictionVariance, double shift) {
        return 2 * covariance / (targetVariance + predictionVariance + shift * shift + EPSILON);
    }
}
