package gradus.activations;

import gradus.math.Functions;

/// A piecewise linear tanh: `y = min(max(x, -1), 1)`. Its derivative is 1 between -1 and 1, and 0 elsewhere.
///
/// [Collobert 2004](https://ronan.collobert.com/pub/2004_phdthesis_lip6.pdf)
public record HardTanh() implements Elementwise {
    @Override
    public void forward(Functions functions, float[] x, float[] y, int from, int to) {
        for (int i = from; i < to; i++) {
            y[i] = Math.min(Math.max(x[i], -1), 1);
        }
    }

    @Override
    public void backward(
            Functions functions, float[] x, float[] y, float[] gradientY, float[] gradientX, int from, int to) {
        for (int i = from; i < to; i++) {
            gradientX[i] = gradientY[i] * (1 - Step.above(-1, x[i])) * (1 - Step.above(x[i], 1));
        }
    }
}
