package gradus.initializers;

import static gradus.internal.Require.finite;
import static gradus.internal.Require.notNegative;

import gradus.data.Shape;
import gradus.math.RandomStream;

/// The normal distribution without what is more than two standard deviations from the mean. What is left has a standard
/// deviation of 0.88 times `stddev`, as in Keras; [VarianceScaling] makes up for that, this does not.
///
/// @param mean finite
/// @param stddev the standard deviation before truncation, at least 0
public record TruncatedNormal(double mean, double stddev) implements Initializer {
    /// Keras's defaults, 0 and 0.05.
    public TruncatedNormal() {
        this(0, 0.05);
    }

    /// Checks the ranges.
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
