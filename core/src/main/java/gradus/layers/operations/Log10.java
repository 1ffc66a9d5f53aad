package gradus.layers.operations;

import gradus.math.Functions;

/// Logarithms to base 10: `y = log₁₀ x`.
///
/// [Keras: ops.log10](https://keras.io/api/ops/numpy/#log10-function)
public record Log10() implements UnaryOperation {
    @Override
    public void forward(Functions functions, float[] x, float[] y, int from, int to) {
        functions.log(x, y, from, to);
        for (int i = from; i < to; i++) {
            y[i] *= (float) (1 / 2.302585092994046);
        }
    }

    @Override
    public void backward(
            Functions functions, float[] x, float[] y, float[] gradientY, float[] gradientX, int from, int to) {
        for (int i = from; i < to; i++) {
            gradientX[i] = gradientY[i] * (float) (1 / 2.302585092994046) / x[i];
        }
    }
}
