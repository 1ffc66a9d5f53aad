package gradus.layers.operations;

import gradus.math.Functions;

/// The error function: `y = erf x`.
///
/// [Keras: ops.erf](https://keras.io/api/ops/core/#erf-function)
public record Erf() implements UnaryOperation {
    @Override
    public void forward(Functions functions, float[] x, float[] y, int from, int to) {
        functions.erf(x, y, from, to);
    }

    @Override
    public void backward(
            Functions functions, float[] x, float[] y, float[] gradientY, float[] gradientX, int from, int to) {
        for (int i = from; i < to; i++) {
            gradientX[i] = gradientY[i] * (float) (1.1283791670955126 * StrictMath.exp(-(double) x[i] * x[i]));
        }
    }
}
