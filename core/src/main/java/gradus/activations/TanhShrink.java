package gradus.activations;

import gradus.math.Functions;

/// The input minus its hyperbolic tangent: `y = x - tanh x`. Its derivative is `tanh² x`.
public record TanhShrink() implements Transcendental {
    @Override
    public void values(Functions functions, float[] x, int from, int to, float[] values) {
        int n = to - from;
        System.arraycopy(x, from, values, 0, n);
        functions.tanh(values, values, 0, n);
        for (int i = 0; i < n; i++) {
            values[i] = x[from + i] - values[i];
        }
    }

    @Override
    public void slopes(Functions functions, float[] x, float[] y, int from, int to, float[] slopes) {
        int n = to - from;
        System.arraycopy(x, from, slopes, 0, n);
        functions.tanh(slopes, slopes, 0, n);
        for (int i = 0; i < n; i++) {
            slopes[i] *= slopes[i];
        }
    }
}
