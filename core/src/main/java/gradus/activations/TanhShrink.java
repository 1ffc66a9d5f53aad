package gradus.activations;

import gradus.math.Functions;

/// The input minus its hyperbolic tangent: `y = x - tanh x`. Its derivative is `tanh² x`.
public record TanhShrink() implements Transcendental {
    @Override
    public void values(Functions functions, float[] x, float[] values, int count) {
        functions.tanh(x, values, 0, count);
        for (int i = 0; i < count; i++) {
            values[i] = x[i] - values[i];
        }
    }

    @Override
    public void slopes(Functions functions, float[] x, float[] y, float[] slopes, int count) {
        functions.tanh(x, slopes, 0, count);
        for (int i = 0; i < count; i++) {
            slopes[i] *= slopes[i];
        }
    }
}
