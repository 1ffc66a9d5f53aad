package gradus.activations;

import static gradus.internal.Require.notNegative;

import gradus.math.Functions;

/// Sets small numbers to zero: `y = x` for `|x| > threshold`, else 0. Its derivative is 1 where `|x| > threshold`,
/// else 0.
///
/// [Donoho & Johnstone 1994](https://doi.org/10.1093/biomet/81.3.425)
///
/// @param threshold what counts as small, at least 0
public record HardShrink(double threshold) implements Elementwise {
    /// With Keras's threshold of 0.5.
    public HardShrink() {
        this(0.5);
    }

    /// Checks the range.
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
