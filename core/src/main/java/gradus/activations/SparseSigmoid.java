package gradus.activations;

import gradus.math.Functions;

/// A piecewise linear sigmoid that reaches 0 and 1: `y = min(max((x + 1)/2, 0), 1)`. Its derivative is 1/2 between
/// -1 and 1, and 0 elsewhere. It is itself the derivative of [SparsePlus].
///
/// [Keras: sparse_sigmoid](https://keras.io/api/layers/activations/)
public record SparseSigmoid() implements Elementwise {
    @Override
    public void forward(Functions functions, float[] x, float[] y, int from, int to) {
        for (int i = from; i < to; i++) {
            y[i] = Math.min(Math.max(0.5f * (x[i] + 1), 0), 1);
        }
    }

    @Override
    public void backward(
            Functions functions, float[] x, float[] y, float[] gradientY, float[] gradientX, int from, int to) {
        for (int i = from; i < to; i++) {
            gradientX[i] = 0.5f * gradientY[i] * Step.above(x[i], -1) * Step.above(1, x[i]);
        }
    }
}
