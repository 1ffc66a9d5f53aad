package gradus.layers.operations;

import gradus.math.Functions;

/// Tangents of angles in radians: `y = tan x`.
///
/// [Keras: ops.tan](https://keras.io/api/ops/numpy/#tan-function)
public record Tan() implements UnaryOperation {
    @Override
    public void forward(Functions functions, float[] x, float[] y, int from, int to) {
        for (int i = from; i < to; i++) {
            y[i] = (float) (Trigonometry.sin(x[i]) / Trigonometry.cos(x[i]));
        }
    }

    @Override
    public void backward(
            Functions functions, float[] x, float[] y, float[] gradientY, float[] gradientX, int from, int to) {
        for (int i = from; i < to; i++) {
            gradientX[i] = gradientY[i] * (1 + y[i] * y[i]);
        }
    }
}
