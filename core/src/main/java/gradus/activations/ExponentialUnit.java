package gradus.activations;

import gradus.math.Functions;

/// The formula of [Elu], [Celu] and [Selu]: `scale·x` for `x > 0`, `limit·(e^(x/width) - 1)` otherwise. Its loops
/// have no conditional: it would not be vectorised, and no processor foresees the signs of `x`.
final class ExponentialUnit {
    private ExponentialUnit() {}

    static void values(
            Functions functions, float[] x, float[] values, int count, float scale, float limit, float width) {
        for (int i = 0; i < count; i++) {
            values[i] = 0.5f * Math.min(x[i], 0) / width;
        }
        functions.tanh(values, values, 0, count);
        for (int i = 0; i < count; i++) {
            // eˣ - 1 = 2t/(1 - t) with t = tanh(x/2) is accurate near zero, where eˣ - 1 would cancel. Above zero it is
            // 0.
            values[i] = scale * Math.max(x[i], 0) + limit * 2 * values[i] / (1 - values[i]);
        }
    }

    static void slopes(float[] x, float[] y, float[] slopes, int count, float scale, float limit, float width) {
        float rest = limit / width;
        float most = Math.abs(limit);
        for (int i = 0; i < count; i++) {
            float above = Step.above(x[i], 0);
            // Where x > 0, y may be infinite, and 0 times that is not 0.
            float below = Math.min(y[i], most) / width + rest;
            slopes[i] = above * scale + (1 - above) * below;
        }
    }
}
