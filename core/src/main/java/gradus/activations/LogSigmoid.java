package gradus.activations;

import gradus.math.Functions;

/// The logarithm of the [Sigmoid]: `y = -ln(1 + e⁻ˣ)`. Its derivative is `σ(-x)`, with `σ(x) = 1/(1 + e⁻ˣ)`.
public record LogSigmoid() implements Transcendental {
    @Override
    public void values(Functions functions, float[] x, float[] values, int count) {
        // -ln(1 + e⁻ˣ) = min(x, 0) - ln(1 + e^-|x|), which never overflows.
        Softplus.bend(functions, x, values, count);
        for (int i = 0; i < count; i++) {
            values[i] = Math.min(x[i], 0) - values[i];
        }
    }

    @Override
    public void slopes(Functions functions, float[] x, float[] y, float[] slopes, int count) {
        for (int i = 0; i < count; i++) {
            slopes[i] = -x[i];
        }
        functions.sigmoid(slopes, slopes, 0, count);
    }
}
