package gradus.layers.operations;

import gradus.math.Functions;

/// The reciprocals: `y = 1/x`.
///
/// [Keras: ops.reciprocal](https://keras.io/api/ops/numpy/#reciprocal-function)
public record Reciprocal() implements UnaryOperation {
    @Override
    public void forward(Functions functions, float[] x, float[] y, int from, int to) {
        for (int i = from; i < to; i++) {
            y[i] = 1 / x[i];
        }
    }

    @Override
    public void backward(
            Functions functions, float[] x, float[] y, float[] gradientY, float[] gradientX, int from, int to) {
        for (int i = from; i < to; i++) {
            gradientX[i] = gradientY[i] * -y[i] * y[i];
        }
    }
}
