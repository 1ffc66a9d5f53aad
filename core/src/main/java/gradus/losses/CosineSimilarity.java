package gradus.losses;

import gradus.math.Functions;

/// The negative cosine of the angle between prediction and target, from -1 (same direction) to 1:
/// `-Σ target·prediction / (|target|·|prediction|)`, with lengths of at least 1e-7. Its gradient is
/// `-(t - c·p)/|prediction|`, with the unit vectors `t` and `p` and their cosine `c`.
///
/// [Keras: CosineSimilarity](https://keras.io/api/losses/regression_losses/)
///
/// @param reduction how the losses of the rows of a batch become one number
public record CosineSimilarity(Reduction reduction) implements Loss {
    private static final double SHORTEST = 1e-7;

    /// Creates the loss with Keras's default reduction.
    public CosineSimilarity() {
        this(Reduction.SUM_OVER_BATCH_SIZE);
    }

    @Override
    public void losses(
            Functions functions,
            float[] targets,
            float[] predictions,
            float[] losses,
            int width,
            int fromRow,
            int toRow) {
        for (int row = fromRow; row < toRow; row++) {
            int start = row * width;
            double target = length(targets, start, width);
            double prediction = length(predictions, start, width);
            losses[row] = (float) (-product(targets, predictions, start, width) / target / prediction);
        }
    }

    @Override
    public void gradient(
            Functions functions,
            float[] targets,
            float[] predictions,
            float[] scales,
            float[] gradient,
            int width,
            int fromRow,
            int toRow) {
        for (int row = fromRow; row < toRow; row++) {
            int start = row * width;
            double target = length(targets, start, width);
            double prediction = length(predictions, start, width);
            double cosine = product(targets, predictions, start, width) / target / prediction;
            // A length that is clipped does not change with the prediction.
            double turn = prediction > SHORTEST ? cosine / prediction : 0;
            for (int i = start; i < start + width; i++) {
                double slope = (targets[i] / target - turn * predictions[i]) / prediction;
                gradient[i] = (float) (-scales[row] * slope);
            }
        }
    }

    private static double length(float[] vector, int start, int width) {
        return Math.max(Math.sqrt(product(vector, vector, start, width)), SHORTEST);
    }

    private static double product(float[] a, float[] b, int start, int width) {
        double sum = 0;
        for (int i = start; i < start + width; i++) {
            sum += (double) a[i] * b[i];
        }
        return sum;
    }
}
