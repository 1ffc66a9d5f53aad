package gradus.layers.operations;

import gradus.math.Functions;

/// Natural logarithms: `y = ln x`; NaN for negative numbers.
///
/// [Keras: ops.log](https://keras.io/api/ops/numpy/#log-function)
public record Log() implements UnaryOperation {
    @Override
    public void forward(Functions functions, float[] x, float[] y, int from, int to) {
        functions.log(x, y, from, to);
    }

    @Override
    public void backward(
            Functions functions, float[] x, float[] y, float[] gradientY, float[] gradientX, int from, int to) {
        for (int i = from; i < to; i++) {
            gradientX[i] = gradientY[i] / x[i];
        }
    }
}
