package gradus.activations;

import gradus.internal.Scratch;
import gradus.kernels.Kernels;

/// The logarithm of [Softmax]: `y[j] = x[j] - ln Σ e^x[k]` over each row. Its gradient is
/// `gradientX[j] = gradientY[j] - e^y[j]·Σ gradientY[k]`.
public record LogSoftmax() implements Activation {
    @Override
    public void forward(Kernels kernels, float[] x, float[] y, int width, int fromRow, int toRow) {
        float[] powers = Scratch.of(width);
        for (int row = fromRow; row < toRow; row++) {
            int start = row * width;
            float largest = kernels.max(x, start, start + width);
            for (int j = 0; j < width; j++) {
                powers[j] = x[start + j] - largest;
            }
            kernels.exp(powers, powers, 0, width);
            powers[0] = kernels.sum(powers, 0, width);
            kernels.log(powers, powers, 0, 1);
            for (int i = start; i < start + width; i++) {
                y[i] = x[i] - largest - powers[0];
            }
        }
    }

    @Override
    public void backward(
            Kernels kernels,
            float[] x,
            float[] y,
            float[] gradientY,
            float[] gradientX,
            int width,
            int fromRow,
            int toRow) {
        float[] powers = Scratch.of(width);
        for (int row = fromRow; row < toRow; row++) {
            int start = row * width;
            System.arraycopy(y, start, powers, 0, width);
            kernels.exp(powers, powers, 0, width);
            float sum = kernels.sum(gradientY, start, start + width);
            for (int j = 0; j < width; j++) {
                gradientX[start + j] = gradientY[start + j] - powers[j] * sum;
            }
        }
    }
}
