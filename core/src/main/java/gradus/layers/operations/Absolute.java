package gradus.layers.operations;

import gradus.math.Functions;

/// The absolute values: `y = |x|`. At 0, the gradient is 0.
///
/// [Keras: ops.absolute](https://keras.io/api/ops/numpy/#absolute-function)
public record Absolute() implements UnaryOperation {
    @Override
    public void forward(Functions functions, float[] x, float[] y, int from, int to) {
        for (int i = from; i < to; i++) {
            y[i] = Math.abs(x[i]);
        }
    }

    @Override
    public void backward(
            Functions functions, float[] x, float[] y, float[] gradientY, float[] gradientX, int from, int to) {
        for (int i = from; i < to; i++) {
            gradientX[i] = gradientY[i] * Math.signum(x[i]);
        }
    }
}
