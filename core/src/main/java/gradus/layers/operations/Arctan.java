package gradus.layers.operations;

import gradus.math.Functions;

/// Angles with given tangents: `y = arctan x`.
///
/// [Keras: ops.arctan](https://keras.io/api/ops/numpy/#arctan-function)
public record Arctan() implements UnaryOperation {
    @Override
    public void forward(Functions functions, float[] x, float[] y, int from, int to) {
        for (int i = from; i < to; i++) {
            y[i] = (float) StrictMath.atan(x[i]);
        }
    }

    @Override
    public void backward(
            Functions functions, float[] x, float[] y, float[] gradientY, float[] gradientX, int from, int to) {
        for (int i = from; i < to; i++) {
            gradientX[i] = gradientY[i] / (1 + x[i] * x[i]);
        }
    }
}
