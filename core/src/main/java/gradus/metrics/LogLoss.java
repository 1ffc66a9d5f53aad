package gradus.metrics;

/// The mean negative log-likelihood of the targets, in nats. It takes every kind of target: with one prediction per
/// row `-(t·ln p + (1 - t)·ln(1 - p))`, with a class label `-ln p[label]`, with one-hot targets `-Σ t·ln p`.
/// Probabilities below 1e-7 count as 1e-7. It is the cross-entropy of the loss, exact over the epoch and without
/// label smoothing and regularization. Keras has no metric of this name.
public record LogLoss() implements Metric {
    private static final double SMALLEST = 1e-7;

    @Override
    public Accumulator start(int width, int targetWidth) {
        Columns.requireSameOrLabel(this, width, targetWidth);
        return new RowMean(width, targetWidth) {
            @Override
            double row(float[] targets, int target, float[] predictions, int prediction) {
                if (width == 1) {
                    double t = targets[target];
                    double p = predictions[prediction];
                    return -t * log(p) - (1 - t) * log(1 - p);
                }
                if (targetWidth == 1) {
                    return -log(predictions[prediction + Columns.label(targets[target], width)]);
                }
                double sum = 0;
                for (int i = 0; i < width; i++) {
                    sum -= targets[target + i] * log(predictions[prediction + i]);
                }
                return sum;
            }
        };
    }

    @Override
    public Direction direction() {
        return Direction.DOWN;
    }

    private static double log(double probability) {
        return StrictMath.log(Math.max(probability, SMALLEST));
    }
}
