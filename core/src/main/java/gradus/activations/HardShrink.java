package gradus.activations;

import static gradus.internal.Require.notNegative;

import gradus.math.Functions;

/// Sets small values to zero: `y = x` for `|x| > threshold`, 0 otherwise. Its derivative is 1 for `|x| > threshold`
/// and 0 otherwise.
///
/// [Donoho & Johnstone 1994](https://doi.org/10.1093/biomet/81.3.425)
///
/// @param threshold the largest absolute value that becomes zero, at least 0
public record HardShrink(double threshold) implements Elementwise {
    /// Creates the activation with Keras's default threshold, 0.5.
    public HardShrink() {
        this(0.5);
    }

    /// Validates the argument.
    ///
    /// @throws IllegalArgumentException if `threshold` is negative or not finite
    public HardShrink {
        notNegative("HardShrink.threshold", threshold);
    }

    @Override
    public void forward(Functions functions, float[] x, float[] y, int from, int to) {
        float edge = (float) threshold;
        for (int i = from; i < to; i++) {
            y[i] = Math.abs(x[i]) > edge ? x[i] : 0;
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
