package gradus.activations;

import static gradus.internal.Require.finite;

import gradus.math.Functions;

/// Replaces all values up to a threshold: `y = x` for `x > threshold`, `defaultValue` otherwise. Its derivative is
/// 1 for `x > threshold` and 0 otherwise.
///
/// @param threshold the largest value that is replaced, finite
/// @param defaultValue the replacement, finite
public record Threshold(double threshold, double defaultValue) implements Elementwise {
    /// Validates the arguments.
    ///
    /// @throws IllegalArgumentException if `threshold` or `defaultValue` is not finite
    public Threshold {
        finite("Threshold.threshold", threshold);
        finite("Threshold.defaultValue", defaultValue);
    }

    @Override
    public void forward(Functions functions, float[] x, float[] y, int from, int to) {
        float edge = (float) threshold;
        float rest = (float) defaultValue;
        for (int i = from; i < to; i++) {
            y[i] = x[i] > edge ? x[i] : rest;
        }
    }

    @Override
    public void backward(
            Functions functions, float[] x, float[] y, float[] gradientY, float[] gradientX, int from, int to) {
        float edge = (float) threshold;
        for (int i = from; i < to; i++) {
            gradientX[i] = x[i] > edge ? gradientY[i] : 0;
        }
    }
}
