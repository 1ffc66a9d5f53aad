package gradus.layers.operations;

import gradus.math.Functions;

/// The numbers with the opposite sign: `y = -x`.
///
/// [Keras: ops.negative](https://keras.io/api/ops/numpy/#negative-function)
public record Negative() implements UnaryOperation {
    @Override
    public void forward(Functions functions, float[] x, float[] y, int from, int to) {
        for (int i = from; i < to; i++) {
            y[i] = -x[i];
        }
    }

    @Override
    public void backward(
            Functions functions, float[] x, float[] y, float[] gradientY, float[] gradientX, int from, int to) {
        for (int i = from; i < to; i++) {
            gradientX[i] = -gradientY[i];
        }
    }
}
