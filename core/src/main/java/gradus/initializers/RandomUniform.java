package gradus.initializers;

import static gradus.internal.Require.finite;
import static gradus.internal.Require.require;

import gradus.data.Shape;
import gradus.math.RandomStream;

/// Draws from a uniform distribution.
///
/// @param minval the lower bound, finite
/// @param maxval the upper bound, at least `minval`, finite
public record RandomUniform(double minval, double maxval) implements Initializer {
    /// Creates the initializer with Keras's defaults: between -0.05 and 0.05.
    public RandomUniform() {
        this(-0.05, 0.05);
    }

    /// Validates the arguments.
    ///
    /// @throws IllegalArgumentException if a bound is not finite, or `minval` is greater than `maxval`
    public RandomUniform {
        finite("RandomUniform.minval", minval);
        finite("RandomUniform.maxval", maxval);
        require(minval <= maxval, "RandomUniform.minval must be at most maxval, got %s and %s", minval, maxval);
    }

    @Override
    public void initialize(float[] values, int offset, Shape shape, RandomStream random) {
        int end = offset + shape.size();
        for (int i = offset; i < end; i++) {
            values[i] = (float) (minval + (maxval - minval) * random.nextDouble());
        }
    }
}
