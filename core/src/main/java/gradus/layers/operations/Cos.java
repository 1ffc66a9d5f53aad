package gradus.layers.operations;

import gradus.math.Functions;

/// Cosines of angles in radians: `y = cos x`.
///
/// [Keras: ops.cos](https://keras.io/api/ops/numpy/#cos-function)
public record Cos() implements UnaryOperation {
    @Override
    public void forward(Functions functions, float[] x, float[] y, int from, int to) {
        for (int i = from; i < to; i++) {
            y[i] = (float) Trigonometry.cos(x[i]);
        }
    }

    @Override
    public void backward(
            Functions functions, float[] x, float[] y, float[] gradientY, float[] gradientX, int from, int to) {
        for (int i = from; i < to; i++) {
            gradientX[i] = gradientY[i] * (float) -Trigonometry.sin(x[i]);
        }
    }
}
