package gradus.activations;

import static gradus.internal.Require.notNegative;

import gradus.math.Functions;

/// Shrinks towards zero: `y = x - threshold` for `x > threshold`, `x + threshold` for `x < -threshold`, 0 between.
/// Its derivative is 1 outside, 0 between.
///
/// [Donoho 1995](https://doi.org/10.1109/18.382009)
///
/// @param threshold how far, at least 0
public record SoftShrink(double threshold) implements Elementwise {
    /// With Keras's threshold of 0.5.
    public SoftShrink() {
        this(0.5);
    }

    /// Checks the range.
    public SoftShrink {
        notNegative("SoftShrink.threshold", threshold);
    }

    @Override
    public void forward(Functions functions, float[] x, float[] y, int from, int to) {
        float edge = (float) threshold;
        for (int i = from; i < to; i++) {
            y[i] = x[i] > edge ? x[i] - edge : x[i] < -edge ? x[i] + edge : 0;
        }
    }

    @Override
    public void backward(
            Functions functions, float[] x, float[] y, float[] gradientY, float[] gradientX, int from, int to) {
        float edge = (float) threshold;
        for (int i = from; i < to; i++) {
            gradientX[i] = Math.abs(x[i]) > edge ? gradientY[i] : 0;
        }
    }
}
