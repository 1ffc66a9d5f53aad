package gradus.activations;

import gradus.math.Functions;

/// A smooth rectifier that reaches zero: `y = 0` for `x ≤ -1`, `(x + 1)²/4` for `-1 < x < 1`, `x` for `x ≥ 1`. Its
/// derivative is the [SparseSigmoid].
///
/// [Keras: sparse_plus](https://keras.io/api/layers/activations/)
public record SparsePlus() implements Elementwise {
    @Override
    public void forward(Functions functions, float[] x, float[] y, int from, int to) {
        for (int i = from; i < to; i++) {
            float shifted = x[i] + 1;
            y[i] = x[i] >= 1 ? x[i] : x[i] <= -1 ? 0 : 0.25f * shifted * shifted;
        }
    }

    @Override
    public void backward(
            Functions functions, float[] x, float[] y, float[] gradientY, float[] gradientX, int from, int to) {
        for (int i = from; i < to; i++) {
            gradientX[i] = gradientY[i] * Math.min(Math.max(0.5f * (x[i] + 1), 0), 1);
        }
    }
}
