package gradus.initializers;

import static gradus.internal.Require.finite;
import static gradus.internal.Require.require;

import gradus.data.Shape;
import gradus.math.RandomStream;

/// Every value of a range with the same probability.
///
/// @param minval the lower end
/// @param maxval the upper end, at least the lower one
public record RandomUniform(double minval, double maxval) implements Initializer {
    /// Keras's defaults, -0.05 and 0.05.
    public RandomUniform() {
        this(-0.05, 0.05);
    }

    /// Checks the range.
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
