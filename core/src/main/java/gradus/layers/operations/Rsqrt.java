package gradus.layers.operations;

import gradus.math.Functions;

/// The reciprocals of the square roots: `y = 1/√x`.
///
/// [Keras: ops.rsqrt](https://keras.io/api/ops/core/#rsqrt-function)
public record Rsqrt() implements UnaryOperation {
    @Override
    public void forward(Functions functions, float[] x, float[] y, int from, int to) {
        for (int i = from; i < to; i++) {
            y[i] = (float) (1 / Math.sqrt(x[i]));
        }
    }

    @Override
    public void backward(
            Functions functions, float[] x, float[] y, float[] gradientY, float[] gradientX, int from, int to) {
        for (int i = from; i < to; i++) {
            gradientX[i] = gradientY[i] * -0.5f * y[i] / x[i];
        }
    }
}
