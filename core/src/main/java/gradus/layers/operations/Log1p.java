package gradus.layers.operations;

import gradus.math.Functions;

/// Natural logarithms, accurate for small numbers: `y = ln(1 + x)`.
///
/// [Keras: ops.log1p](https://keras.io/api/ops/numpy/#log1p-function)
public record Log1p() implements UnaryOperation {
    @Override
    public void forward(Functions functions, float[] x, float[] y, int from, int to) {
        functions.log1p(x, y, from, to);
    }

    @Override
    public void backward(
            Functions functions, float[] x, float[] y, float[] gradientY, float[] gradientX, int from, int to) {
        for (int i = from; i < to; i++) {
            gradientX[i] = gradientY[i] / (1 + x[i]);
        }
    }
}
