package gradus.initializers;

import static gradus.internal.Require.finite;
import static gradus.internal.Require.notNegative;

import gradus.data.Shape;
import gradus.math.RandomStream;

/// Draws from a normal distribution truncated at two standard deviations from the mean. As in Keras, the values
/// that remain have a standard deviation of 0.88 times `stddev`. [VarianceScaling] corrects for this; this
/// initializer does not.
///
/// @param mean the mean, finite
/// @param stddev the standard deviation before truncation, at least 0
public record TruncatedNormal(double mean, double stddev) implements Initializer {
    /// Creates the initializer with Keras's defaults: mean 0, standard deviation 0.05.
    public TruncatedNormal() {
        this(0, 0.05);
    }

    /// Validates the arguments.
    ///
    /// @throws IllegalArgumentException if `mean` is not finite, or `stddev` is negative or not finite
    public TruncatedNormal {
        finite("TruncatedNormal.mean", mean);
        notNegative("TruncatedNormal.stddev", stddev);
    }

    @Override
    public void initialize(float[] values, int offset, Shape shape, RandomStream random) {
        int end = offset + shape.size();
        for (int i = offset; i < end; i++) {
            double normal = random.nextGaussian();
            while (Math.abs(normal) > 2) {
                normal = random.nextGaussian();
            }
            values[i] = (float) (mean + stddev * normal);
        }
    }
}
