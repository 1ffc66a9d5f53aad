package gradus.layers.operations;

import gradus.math.Functions;

/// Sines of angles in radians: `y = sin x`.
///
/// [Keras: ops.sin](https://keras.io/api/ops/numpy/#sin-function)
public record Sin() implements UnaryOperation {
    @Override
    public void forward(Functions functions, float[] x, float[] y, int from, int to) {
        for (int i = from; i < to; i++) {
            y[i] = (float) Trigonometry.sin(x[i]);
        }
    }

    @Override
    public void backward(
            Functions functions, float[] x, float[] y, float[] gradientY, float[] gradientX, int from, int to) {
        for (int i = from; i < to; i++) {
            gradientX[i] = gradientY[i] * (float) Trigonometry.cos(x[i]);
        }
    }
}
