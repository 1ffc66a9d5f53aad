package gradus.layers.operations;

import gradus.math.Functions;

/// Hyperbolic cosines: `y = (eˣ + e⁻ˣ)/2`.
///
/// [Keras: ops.cosh](https://keras.io/api/ops/numpy/#cosh-function)
public record Cosh() implements UnaryOperation {
    @Override
    public void forward(Functions functions, float[] x, float[] y, int from, int to) {
        for (int i = from; i < to; i++) {
            y[i] = (float) StrictMath.cosh(x[i]);
        }
    }

    @Override
    public void backward(
            Functions functions, float[] x, float[] y, float[] gradientY, float[] gradientX, int from, int to) {
        for (int i = from; i < to; i++) {
            gradientX[i] = gradientY[i] * (float) StrictMath.sinh(x[i]);
        }
    }
}
