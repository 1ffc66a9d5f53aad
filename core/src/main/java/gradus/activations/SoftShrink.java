package gradus.activations;

import static gradus.internal.Require.notNegative;

import gradus.math.Functions;

/// Moves every value towards zero by a threshold: `y = x - threshold` for `x > threshold`, `x + threshold` for
/// `x < -threshold`, 0 in between. Its derivative is 1 for `|x| > threshold` and 0 otherwise.
///
/// [Donoho 1995](https://doi.org/10.1109/18.382009)
///
/// @param threshold the distance by which values move towards zero, at least 0
public record SoftShrink(double threshold) implements Elementwise {
    /// Creates the activation with Keras's default threshold, 0.5.
    public SoftShrink() {
        this(0.5);
    }

    /// Validates the argument.
    ///
    /// @throws IllegalArgumentException if `threshold` is negative or not finite
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
