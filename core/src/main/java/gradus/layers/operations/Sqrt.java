package gradus.layers.operations;

import gradus.math.Functions;

/// The square roots: `y = √x`; NaN for negative numbers.
///
/// [Keras: ops.sqrt](https://keras.io/api/ops/numpy/#sqrt-function)
public record Sqrt() implements UnaryOperation {
    @Override
    public void forward(Functions functions, float[] x, float[] y, int from, int to) {
        for (int i = from; i < to; i++) {
            y[i] = (float) Math.sqrt(x[i]);
        }
    }

    @Override
    public void backward(
            Functions functions, float[] x, float[] y, float[] gradientY, float[] gradientX, int from, int to) {
        for (int i = from; i < to; i++) {
            gradientX[i] = gradientY[i] * 0.5f / y[i];
        }
    }
}
