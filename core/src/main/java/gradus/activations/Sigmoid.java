package gradus.activations;

import gradus.math.Functions;

/// The logistic function: `y = 1/(1 + e⁻ˣ)`, between 0 and 1. Its derivative is `y·(1 - y)`.
public record Sigmoid() implements Elementwise {
    @Override
    public void forward(Functions functions, float[] x, float[] y, int from, int to) {
        functions.sigmoid(x, y, from, to);
    }

    @Override
    public void backward(
            Functions functions, float[] x, float[] y, float[] gradientY, float[] gradientX, int from, int to) {
        for (int i = from; i < to; i++) {
            gradientX[i] = gradientY[i] * y[i] * (1 - y[i]);
        }
    }
}
