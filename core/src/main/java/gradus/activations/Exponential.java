package gradus.activations;

import gradus.math.Functions;

/// The exponential function: `y = eˣ`, which overflows to infinity above about 88.7. Its derivative is `y`.
public record Exponential() implements Elementwise {
    @Override
    public void forward(Functions functions, float[] x, float[] y, int from, int to) {
        functions.exp(x, y, from, to);
    }

    @Override
    public void backward(
            Functions functions, float[] x, float[] y, float[] gradientY, float[] gradientX, int from, int to) {
        for (int i = from; i < to; i++) {
            gradientX[i] = gradientY[i] * y[i];
        }
    }
}
