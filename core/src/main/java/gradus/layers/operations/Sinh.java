package gradus.layers.operations;

import gradus.math.Functions;

/// Hyperbolic sines: `y = (eˣ - e⁻ˣ)/2`.
///
/// [Keras: ops.sinh](https://keras.io/api/ops/numpy/#sinh-function)
public record Sinh() implements UnaryOperation {
    @Override
    public void forward(Functions functions, float[] x, float[] y, int from, int to) {
        for (int i = from; i < to; i++) {
            y[i] = (float) StrictMath.sinh(x[i]);
        }
    }

    @Override
    public void backward(
            Functions functions, float[] x, float[] y, float[] gradientY, float[] gradientX, int from, int to) {
        for (int i = from; i < to; i++) {
            gradientX[i] = gradientY[i] * (float) StrictMath.cosh(x[i]);
        }
    }
}
