package gradus.losses;

import gradus.kernels.Kernels;

/// The mean of the squared differences: `mean((target - prediction)²)` over the outputs of a row.
public record MeanSquaredError(Reduction reduction) implements Loss {
    /// With Keras's reduction.
    public MeanSquaredError() {
        this(Reduction.SUM_OVER_BATCH_SIZE);
    }

    @Override
    public void losses(
            Kernels kernels, float[] targets, float[] predictions, float[] losses, int width, int fromRow, int toRow) {
        for (int row = fromRow; row < toRow; row++) {
            float sum = 0;
            for (int i = row * width; i < (row + 1) * width; i++) {
                float error = predictions[i] - targets[i];
                sum += error * error;
            }
            losses[row] = sum / width;
        }
    }

    @Override
    public void gradient(
            Kernels kernels,
            float[] targets,
            float[] predictions,
            float[] scales,
            float[] gradient,
            int width,
            int fromRow,
            int toRow) {
        for (int row = fromRow; row < toRow; row++) {
            float factor = 2 * scales[row] / width;
            for (int i = row * width; i < (row + 1) * width; i++) {
                gradient[i] = factor * (predictions[i] - targets[i]);
            }
        }
    }
}
