package gradus.activations;

import static gradus.internal.Require.finite;

import gradus.math.Functions;

/// Keeps what is above a threshold: `y = x` for `x > threshold`, else `defaultValue`. Its derivative is 1 above,
/// else 0.
///
/// @param threshold finite
/// @param defaultValue what stands for everything else, finite
public record Threshold(double threshold, double defaultValue) implements Elementwise {
    /// Checks that both are finite.
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
