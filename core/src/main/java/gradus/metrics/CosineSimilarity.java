package gradus.metrics;

/// The mean cosine of the angle between targets and predictions of a row: `Σ t·p / (‖t‖·‖p‖)`. It is in `[-1, 1]`;
/// lengths below 1e-6 count as 1e-6. It is the negative of the loss of the same name, so larger is better.
public record CosineSimilarity() implements Metric {
    private static final double SMALLEST = 1e-12;

    @Override
    public Accumulator start(int width, int targetWidth) {
        Columns.requireSame(this, width, targetWidth);
        return new RowMean(width, targetWidth) {
            @Override
            double row(float[] targets, int target, float[] predictions, int prediction) {
                double product = 0;
                double targetSquares = 0;
                double predictionSquares = 0;
                for (int i = 0; i < width; i++) {
                    double t = targets[target + i];
                    double p = predictions[prediction + i];
                    product += t * p;
                    targetSquares += t * t;
                    predictionSquares += p * p;
                }
                return product / Math.sqrt(Math.max(targetSquares, SMALLEST) * Math.max(predictionSquares, SMALLEST));
            }
        };
    }

    @Override
    public Direction direction() {
        return Direction.UP;
    }
}
