package gradus.activations;

import gradus.math.Functions;

/// The logarithm of the [Sigmoid]: `y = -ln(1 + e⁻ˣ)`. Its derivative is `σ(-x)`, with `σ(x) = 1/(1 + e⁻ˣ)`.
public record LogSigmoid() implements Transcendental {
    @Override
    public void values(Functions functions, float[] x, int from, int to, float[] values) {
        int n = to - from;
        // -ln(1 + e⁻ˣ) = min(x, 0) - ln(1 + e^-|x|), which never overflows.
        for (int i = 0; i < n; i++) {
            values[i] = -Math.abs(x[from + i]);
        }
        functions.exp(values, values, 0, n);
        functions.log1p(values, values, 0, n);
        for (int i = 0; i < n; i++) {
            values[i] = Math.min(x[from + i], 0) - values[i];
        }
    }

    @Override
    public void slopes(Functions functions, float[] x, float[] y, int from, int to, float[] slopes) {
        for (int i = from; i < to; i++) {
            slopes[i - from] = -x[i];
        }
        functions.sigmoid(slopes, slopes, 0, to - from);
    }
}
