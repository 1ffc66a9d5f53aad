package gradus.activations;

import gradus.math.Functions;

/// The rectified linear unit with a ceiling of 6: `y = min(max(x, 0), 6)`. Its derivative is 1 between 0 and 6, and
/// 0 elsewhere.
///
/// [Krizhevsky 2010](https://www.cs.toronto.edu/~kriz/conv-cifar10-aug2010.pdf)
public record Relu6() implements Elementwise {
    @Override
    public void forward(Functions functions, float[] x, float[] y, int from, int to) {
        for (int i = from; i < to; i++) {
            y[i] = Math.min(Math.max(x[i], 0), 6);
        }
    }

    @Override
    public void backward(
            Functions functions, float[] x, float[] y, float[] gradientY, float[] gradientX, int from, int to) {
        for (int i = from; i < to; i++) {
            gradientX[i] = gradientY[i] * Step.above(x[i], 0) * Step.above(6, x[i]);
        }
    }
}
