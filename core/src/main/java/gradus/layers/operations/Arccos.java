package gradus.layers.operations;

import gradus.math.Functions;

/// Angles with given cosines: `y = arccos x`, for `x` in [-1, 1].
///
/// [Keras: ops.arccos](https://keras.io/api/ops/numpy/#arccos-function)
public record Arccos() implements UnaryOperation {
    @Override
    public void forward(Functions functions, float[] x, float[] y, int from, int to) {
        for (int i = from; i < to; i++) {
            y[i] = (float) StrictMath.acos(x[i]);
        }
    }

    @Override
    public void backward(
            Functions functions, float[] x, float[] y, float[] gradientY, float[] gradientX, int from, int to) {
        for (int i = from; i < to; i++) {
            gradientX[i] = gradientY[i] / (float) -Math.sqrt(1 - x[i] * x[i]);
        }
    }
}
