package gradus.activations;

import gradus.math.Functions;

/// A piecewise linear sigmoid: `y = min(max(x/6 + 1/2, 0), 1)`. Its derivative is 1/6 between -3 and 3, and 0
/// elsewhere.
///
/// [Courbariaux et al. 2015](https://arxiv.org/abs/1511.00363), with the slope of Keras 3 (Keras 2 used 0.2)
public record HardSigmoid() implements Elementwise {
    @Override
    public void forward(Functions functions, float[] x, float[] y, int from, int to) {
        for (int i = from; i < to; i++) {
            y[i] = Math.min(Math.max(x[i] / 6 + 0.5f, 0), 1);
        }
    }

    @Override
    public void backward(
            Functions functions, float[] x, float[] y, float[] gradientY, float[] gradientX, int from, int to) {
        for (int i = from; i < to; i++) {
            gradientX[i] = gradientY[i] / 6 * Step.above(x[i], -3) * Step.above(3, x[i]);
        }
    }
}
