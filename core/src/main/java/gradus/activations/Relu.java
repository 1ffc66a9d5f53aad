package gradus.activations;

import static gradus.internal.Require.notNegative;
import static gradus.internal.Require.require;

import gradus.math.Functions;
import org.jspecify.annotations.Nullable;

/// The rectified linear unit: `y = max(x, 0)`. In general it is `maxValue` for `x ≥ maxValue`, `x` for
/// `x > threshold`, and `negativeSlope·(x - threshold)` otherwise.
///
/// [Nair & Hinton 2010](https://www.cs.toronto.edu/~fritz/absps/reluICML.pdf)
///
/// @param negativeSlope the slope below the threshold, at least 0
/// @param maxValue the ceiling, at least 0; null for none
/// @param threshold the value up to which the unit is off, at least 0
public record Relu(double negativeSlope, @Nullable Double maxValue, double threshold) implements Elementwise {
    /// Creates the plain `max(x, 0)`, Keras's default.
    public Relu() {
        this(0, null, 0);
    }

    /// Validates the arguments.
    ///
    /// @throws IllegalArgumentException if `negativeSlope`, `maxValue` or `threshold` is negative
    public Relu {
        notNegative("Relu.negativeSlope", negativeSlope);
        require(maxValue == null || maxValue >= 0, "Relu.maxValue must be at least 0, got %s", maxValue);
        notNegative("Relu.threshold", threshold);
    }

    @Override
    public void forward(Functions functions, float[] x, float[] y, int from, int to) {
        float slope = (float) negativeSlope;
        float edge = (float) threshold;
        if (slope == 0 && edge == 0 && maxValue == null) {
            for (int i = from; i < to; i++) {
                y[i] = Math.max(x[i], 0);
            }
            return;
        }
        float ceiling = maxValue == null ? Float.POSITIVE_INFINITY : (float) (double) maxValue;
        if (slope == 0 && edge == 0) {
            for (int i = from; i < to; i++) {
                y[i] = Math.min(Math.max(x[i], 0), ceiling);
            }
            return;
        }
        for (int i = from; i < to; i++) {
            y[i] = x[i] > edge ? Math.min(x[i], ceiling) : slope * (x[i] - edge);
        }
    }

    @Override
    public void backward(
            Functions functions, float[] x, float[] y, float[] gradientY, float[] gradientX, int from, int to) {
        float slope = (float) negativeSlope;
        float edge = (float) threshold;
        if (slope == 0 && edge == 0 && maxValue == null) {
            for (int i = from; i < to; i++) {
                // The factor is 0 where y is 0 and 1 elsewhere. A conditional would not be vectorised.
                gradientX[i] = gradientY[i] * Math.signum(y[i]);
            }
            return;
        }
        float ceiling = maxValue == null ? Float.POSITIVE_INFINITY : (float) (double) maxValue;
        for (int i = from; i < to; i++) {
            float derivative = x[i] > edge ? 1 : slope;
            gradientX[i] = x[i] >= ceiling ? 0 : gradientY[i] * derivative;
        }
    }
}
