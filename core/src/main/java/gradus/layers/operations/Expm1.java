package gradus.layers.operations;

import gradus.math.Functions;

/// Powers of e without 1, accurate for small numbers: `y = eˣ - 1`.
///
/// [Keras: ops.expm1](https://keras.io/api/ops/numpy/#expm1-function)
public record Expm1() implements UnaryOperation {
    @Override
    public void forward(Functions functions, float[] x, float[] y, int from, int to) {
        for (int i = from; i < to; i++) {
            y[i] = (float) StrictMath.expm1(x[i]);
        }
    }

    @Override
    public void backward(
            Functions functions, float[] x, float[] y, float[] gradientY, float[] gradientX, int from, int to) {
        for (int i = from; i < to; i++) {
            gradientX[i] = gradientY[i] * (y[i] + 1);
        }
    }
}
