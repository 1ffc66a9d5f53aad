package gradus.metrics;

/// The agreement of the targets and predictions of a row, from -1 to 1: `2·cov(t, p) / (var(t) + var(p) + (mean(t) -
/// mean(p))² + 1e-7)` over its outputs, averaged over the rows. Unlike [PearsonCorrelation], it also falls if
/// predictions have another mean or scale than the targets.
///
/// [Lin 1989](https://doi.org/10.2307/2532051)
public record ConcordanceCorrelation() implements Metric {
    private static final double EPSILON = 1e-7;

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
                double shift = targetMean - predictionMean;
                return 2 * covariance / (targetVariance + predictionVariance + shift * shift + EPSILON);
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
