package gradus.layers.operations;

import gradus.math.Functions;

/// Angles with given sines: `y = arcsin x`, for `x` in [-1, 1].
///
/// [Keras: ops.arcsin](https://keras.io/api/ops/numpy/#arcsin-function)
public record Arcsin() implements UnaryOperation {
    @Override
    public void forward(Functions functions, float[] x, float[] y, int from, int to) {
        for (int i = from; i < to; i++) {
            y[i] = (float) StrictMath.asin(x[i]);
        }
    }

    @Override
    public void backward(
            Functions functions, float[] x, float[] y, float[] gradientY, float[] gradientX, int from, int to) {
        for (int i = from; i < to; i++) {
            gradientX[i] = gradientY[i] / (float) Math.sqrt(1 - x[i] * x[i]);
        }
    }
}
