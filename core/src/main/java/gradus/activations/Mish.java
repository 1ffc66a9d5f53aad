package gradus.activations;

import gradus.math.Functions;

/// A smooth, slightly non-monotonic rectifier: `y = x·tanh(ln(1 + eˣ))`. With `e = eˣ` and `n = e² + 2e` it is
/// `y = x·n/(n + 2)`, and the derivative is `n/(n + 2) + 4·x·e·(1 + e)/(n + 2)²`.
///
/// [Misra 2020](https://arxiv.org/abs/1908.08681)
public record Mish() implements Transcendental {
    /// From this value on, `tanh(ln(1 + eˣ))` is 1 in single precision, while `e²` is still far from overflow.
    private static final float LINEAR = 20;

    @Override
    public void values(Functions functions, float[] x, float[] values, int count) {
        exponentials(functions, x, values, count);
        for (int i = 0; i < count; i++) {
            float square = values[i] * (values[i] + 2);
            values[i] = x[i] * (square / (square + 2));
        }
    }

    @Override
    public void slopes(Functions functions, float[] x, float[] y, float[] slopes, int count) {
        exponentials(functions, x, slopes, count);
        for (int i = 0; i < count; i++) {
            float e = slopes[i];
            float square = e * (e + 2);
            float root = 1 / (square + 2);
            slopes[i] = square * root + 4 * Math.min(x[i], LINEAR) * (e * root) * ((1 + e) * root);
        }
    }

    private static void exponentials(Functions functions, float[] x, float[] e, int count) {
        for (int i = 0; i < count; i++) {
            e[i] = Math.min(x[i], LINEAR);
        }
        functions.exp(e, e, 0, count);
    }
}
