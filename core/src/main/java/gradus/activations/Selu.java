package gradus.activations;

import gradus.math.Functions;

/// The scaled exponential linear unit, which keeps mean 0 and variance 1 from layer to layer: `y = scale·x` for
/// `x > 0`, `scale·alpha·(eˣ - 1)` otherwise, with `alpha = 1.6733` and `scale = 1.0507`. Its derivative is `scale`
/// for `x > 0` and `scale·alpha·eˣ = y + scale·alpha` otherwise. Use it with LeCun normal initialization and alpha
/// dropout.
///
/// [Klambauer et al. 2017](https://arxiv.org/abs/1706.02515)
public record Selu() implements Transcendental {
    private static final double ALPHA = 1.6732632423543772;
    private static final double SCALE = 1.0507009873554805;

    @Override
    public void values(Functions functions, float[] x, int from, int to, float[] values) {
        float a = (float) (SCALE * ALPHA);
        float scale = (float) SCALE;
        int n = to - from;
        for (int i = 0; i < n; i++) {
            values[i] = 0.5f * Math.min(x[from + i], 0);
        }
        functions.tanh(values, values, 0, n);
        for (int i = 0; i < n; i++) {
            // eˣ - 1 = 2t/(1 - t) with t = tanh(x/2) is accurate near zero, where eˣ - 1 would cancel.
            values[i] = x[from + i] > 0 ? scale * x[from + i] : a * 2 * values[i] / (1 - values[i]);
        }
    }

    @Override
    public void slopes(Functions functions, float[] x, float[] y, int from, int to, float[] slopes) {
        float a = (float) (SCALE * ALPHA);
        float scale = (float) SCALE;
        for (int i = from; i < to; i++) {
            slopes[i - from] = x[i] > 0 ? scale : y[i] + a;
        }
    }
}
