package gradus.activations;

import gradus.math.Functions;

/// Turns scores into probabilities: `y[j] = e^x[j] / Σ e^x[k]` over each row, so that each row sums to 1. Its
/// gradient is `gradientX[j] = y[j]·(gradientY[j] - Σ gradientY[k]·y[k])`.
///
/// It is the output activation of a network that chooses one of several classes. With a cross-entropy loss the two
/// are computed together; see [gradus.losses.Loss#onLogits(Activation)].
public record Softmax() implements Activation {
    @Override
    public void forward(Functions functions, float[] x, float[] y, int width, int fromRow, int toRow) {
        for (int row = fromRow; row < toRow; row++) {
            int start = row * width;
            // Subtracting the largest score keeps the exponentials from overflowing and leaves the quotient
            // unchanged.
            float largest = functions.max(x, start, start + width);
            for (int i = start; i < start + width; i++) {
                y[i] = x[i] - largest;
            }
        }
        functions.exp(y, y, fromRow * width, toRow * width);
        for (int row = fromRow; row < toRow; row++) {
            int start = row * width;
            float share = 1 / functions.sum(y, start, start + width);
            for (int i = start; i < start + width; i++) {
                y[i] *= share;
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
        for (int row = fromRow; row < toRow; row++) {
            int start = row * width;
            float mean = functions.dot(gradientY, start, y, start, width);
            for (int i = start; i < start + width; i++) {
                gradientX[i] = y[i] * (gradientY[i] - mean);
            }
        }
    }
}
