package gradus.initializers;

import static gradus.internal.Require.finite;
import static gradus.internal.Require.notNegative;

import gradus.data.Shape;
import gradus.math.RandomStream;

/// Draws from a normal distribution.
///
/// @param mean the mean, finite
/// @param stddev the standard deviation, at least 0
public record RandomNormal(double mean, double stddev) implements Initializer {
    /// Creates the initializer with Keras's defaults: mean 0, standard deviation 0.05.
    public RandomNormal() {
        this(0, 0.05);
    }

    /// Validates the arguments.
    ///
    /// @throws IllegalArgumentException if `mean` is not finite, or `stddev` is negative or not finite
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
