package gradus.activations;

import gradus.math.Functions;

/// The [Silu] with a piecewise linear sigmoid: `y = x·min(max(x/6 + 1/2, 0), 1)`. Its derivative is `x/3 + 1/2`
/// between -3 and 3, 0 below and 1 above. Also known as hard swish.
///
/// [Howard et al. 2019](https://arxiv.org/abs/1905.02244)
public record HardSilu() implements Elementwise {
    @Override
    public void forward(Functions functions, float[] x, float[] y, int from, int to) {
        for (int i = from; i < to; i++) {
            y[i] = x[i] <= -3 ? 0 : x[i] * Math.min(x[i] / 6 + 0.5f, 1);
        }
    }

    @Override
    public void backward(
            Functions functions, float[] x, float[] y, float[] gradientY, float[] gradientX, int from, int to) {
        for (int i = from; i < to; i++) {
            float slope = x[i] >= 3 ? 1 : x[i] / 3 + 0.5f;
            gradientX[i] = x[i] <= -3 ? 0 : gradientY[i] * slope;
        }
    }
}
