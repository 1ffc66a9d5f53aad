package gradus.activations;

import gradus.math.Functions;

/// The Gaussian error linear unit: `y = x·Φ(x)`, with the normal distribution function `Φ(x) = (1 + erf(x/√2))/2`
/// and its density `φ(x) = e^(-x²/2)/√(2π)`. Its derivative is `Φ(x) + x·φ(x)`. The approximate form replaces the
/// error function by tanh: `y = x·(1 + tanh(√(2/π)·(x + 0.044715·x³)))/2`.
///
/// [Hendrycks & Gimpel 2016](https://arxiv.org/abs/1606.08415)
///
/// @param approximate whether to use the tanh approximation of the error function
public record Gelu(boolean approximate) implements Transcendental {
    private static final float ROOT_HALF = (float) Math.sqrt(0.5);
    private static final float ROOT_TWO_OVER_PI = (float) Math.sqrt(2 / Math.PI);
    private static final float DENSITY_AT_ZERO = (float) (1 / Math.sqrt(2 * Math.PI));
    private static final float CUBIC = 0.044715f;

    /// Creates the exact form, Keras's default.
    public Gelu() {
        this(false);
    }

    @Override
    public void values(Functions functions, float[] x, float[] values, int count) {
        distribution(functions, x, values, count);
        for (int i = 0; i < count; i++) {
            values[i] *= x[i];
        }
    }

    @Override
    public void slopes(Functions functions, float[] x, float[] y, float[] slopes, int count) {
        distribution(functions, x, slopes, count);
        if (approximate) {
            for (int i = 0; i < count; i++) {
                // With t = tanh u, slopes[i] is (1 + t)/2 and its derivative is (1 - t²)/2·u′.
                float inner = ROOT_TWO_OVER_PI * (1 + 3 * CUBIC * x[i] * x[i]);
                slopes[i] += x[i] * (2 * slopes[i] * (1 - slopes[i])) * inner;
            }
            return;
        }
        for (int i = 0; i < count; i++) {
            y[i] = -0.5f * x[i] * x[i];
        }
        functions.exp(y, y, 0, count);
        for (int i = 0; i < count; i++) {
            slopes[i] += x[i] * DENSITY_AT_ZERO * y[i];
        }
    }

    /// Computes `Φ(x)` or its approximation.
    private void distribution(Functions functions, float[] x, float[] phi, int count) {
        if (approximate) {
            for (int i = 0; i < count; i++) {
                phi[i] = ROOT_TWO_OVER_PI * (x[i] + CUBIC * x[i] * x[i] * x[i]);
            }
            functions.tanh(phi, phi, 0, count);
        } else {
            for (int i = 0; i < count; i++) {
                phi[i] = ROOT_HALF * x[i];
            }
            functions.erf(phi, phi, 0, count);
        }
        for (int i = 0; i < count; i++) {
            phi[i] = 0.5f * (1 + phi[i]);
        }
    }
}
