package gradus.activations;

import gradus.math.Functions;

/// The hyperbolic tangent: `y = tanh x`, between -1 and 1. Its derivative is `1 - y²`.
public record Tanh() implements Elementwise {
    @Override
    public void forward(Functions functions, float[] x, float[] y, int from, int to) {
        functions.tanh(x, y, from, to);
    }

    @Override
    public void backward(
            Functions functions, float[] x, float[] y, float[] gradientY, float[] gradientX, int from, int to) {
        for (int i = from; i < to; i++) {
            gradientX[i] = gradientY[i] * (1 - y[i]) * (1 + y[i]);
        }
    }
}
