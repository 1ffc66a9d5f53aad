package gradus.initializers;

import static gradus.internal.Require.finite;
import static gradus.internal.Require.notNegative;

import gradus.data.Shape;
import gradus.math.RandomStream;

/// The normal distribution.
///
/// @param mean finite
/// @param stddev the standard deviation, at least 0
public record RandomNormal(double mean, double stddev) implements Initializer {
    /// Keras's defaults, 0 and 0.05.
    public RandomNormal() {
        this(0, 0.05);
    }

    /// Checks the ranges.
    public RandomNormal {
        finite("RandomNormal.mean", mean);
        notNegative("RandomNormal.stddev", stddev);
    }

    @Override
    public void initialize(float[] values, int offset, Shape shape, RandomStream random) {
        int end = offset + shape.size();
        for (int i = offset; i < end; i++) {
            values[i] = (float) (mean + stddev * random.nextGaussian());
        }
    }
}
