package gradus.activations;

import gradus.internal.Scratch;
import gradus.math.Functions;

/// The logarithm of [Softmax]: `y[j] = x[j] - ln Σ e^x[k]` over each row. Its gradient is
/// `gradientX[j] = gradientY[j] - e^y[j]·Σ gradientY[k]`.
public record LogSoftmax() implements Activation {
    @Override
    public void forward(Functions functions, float[] x, float[] y, int width, int fromRow, int toRow) {
        float[] powers = Scratch.of(width);
        for (int row = fromRow; row < toRow; row++) {
            int start = row * width;
            float largest = functions.max(x, start, start + width);
            for (int j = 0; j < width; j++) {
                powers[j] = x[start + j] - largest;
            }
            functions.exp(powers, powers, 0, width);
            powers[0] = functions.sum(powers, 0, width);
            functions.log(powers, powers, 0, 1);
            for (int i = start; i < start + width; i++) {
                y[i] = x[i] - largest - powers[0];
            }
        }
    }

    @Override
    public void backward(
            Functions functions,
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
            functions.exp(powers, powers, 0, width);
            float sum = functions.sum(gradientY, start, start + width);
            for (int j = 0; j < width; j++) {
                gradientX[start + j] = gradientY[start + j] - powers[j] * sum;
            }
        }
    }
}
