package gradus.layers.operations;

import gradus.math.Functions;

/// Logarithms to base 2: `y = log₂ x`.
///
/// [Keras: ops.log2](https://keras.io/api/ops/numpy/#log2-function)
public record Log2() implements UnaryOperation {
    @Override
    public void forward(Functions functions, float[] x, float[] y, int from, int to) {
        functions.log(x, y, from, to);
        for (int i = from; i < to; i++) {
            y[i] *= (float) (1 / 0.6931471805599453);
        }
    }

    @Override
    public void backward(
            Functions functions, float[] x, float[] y, float[] gradientY, float[] gradientX, int from, int to) {
        for (int i = from; i < to; i++) {
            gradientX[i] = gradientY[i] * (float) (1 / 0.6931471805599453) / x[i];
        }
    }
}
