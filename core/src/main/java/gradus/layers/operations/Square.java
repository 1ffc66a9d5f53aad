package gradus.layers.operations;

import gradus.math.Functions;

/// The squares: `y = x²`.
///
/// [Keras: ops.square](https://keras.io/api/ops/numpy/#square-function)
public record Square() implements UnaryOperation {
    @Override
    public void forward(Functions functions, float[] x, float[] y, int from, int to) {
        for (int i = from; i < to; i++) {
            y[i] = x[i] * x[i];
        }
    }

    @Override
    public void backward(
            Functions functions, float[] x, float[] y, float[] gradientY, float[] gradientX, int from, int to) {
        for (int i = from; i < to; i++) {
            gradientX[i] = gradientY[i] * 2 * x[i];
        }
    }
}
