package gradus.initializers;

import static gradus.internal.Require.positive;

import gradus.data.Shape;
import gradus.math.RandomStream;

/// Draws values with variance `scale / n`, where `n` is the number of connections into or out of a unit, so that
/// signals or gradients keep their size from layer to layer. [HeNormal], [GlorotUniform] and others are well-known
/// special cases.
///
/// [He et al. 2015](https://arxiv.org/abs/1502.01852)
///
/// @param scale the factor, greater than 0: 1 for linear and tanh layers, 2 for ReLU, which loses half of the
///     variance
/// @param mode which connections `n` counts
/// @param distribution the distribution that the values are drawn from
public record VarianceScaling(double scale, Mode mode, Distribution distribution) implements Initializer {
    /// The standard deviation of a standard normal distribution truncated at ±2.
    private static final double TRUNCATED_DEVIATION = 0.8796256610342398;

    /// Which connections are counted.
    public enum Mode {
        /// The connections into a unit, so that signals keep their size.
        FAN_IN,
        /// The connections out of a unit, so that gradients keep their size.
        FAN_OUT,
        /// The mean of the two.
        FAN_AVG,
    }

    /// The distribution that values are drawn from.
    public enum Distribution {
        /// Normal, truncated at two standard deviations and widened to restore the variance.
        TRUNCATED_NORMAL,
        /// Normal.
        UNTRUNCATED_NORMAL,
        /// Uniform in `±√(3·scale / n)`.
        UNIFORM,
    }

    /// Creates the initializer with Keras's defaults: scale 1, the connections into a unit, truncated normal.
    public VarianceScaling() {
        this(1, Mode.FAN_IN, Distribution.TRUNCATED_NORMAL);
    }

    /// Validates the arguments.
    ///
    /// @throws IllegalArgumentException if `scale` is not positive and finite
    public VarianceScaling {
        positive("VarianceScaling.scale", scale);
    }

    @Override
    public void initialize(float[] values, int offset, Shape shape, RandomStream random) {
        Fans fans = Fans.of(shape);
        double n =
                switch (mode) {
                    case FAN_IN -> fans.in();
                    case FAN_OUT -> fans.out();
                    case FAN_AVG -> (fans.in() + fans.out()) / 2.0;
                };
        double deviation = Math.sqrt(scale / n);
        double limit = Math.sqrt(3 * scale / n);
        Initializer drawn =
                switch (distribution) {
                    case TRUNCATED_NORMAL -> new TruncatedNormal(0, deviation / TRUNCATED_DEVIATION);
                    case UNTRUNCATED_NORMAL -> new RandomNormal(0, deviation);
                    case UNIFORM -> new RandomUniform(-limit, limit);
                };
        drawn.initialize(values, offset, shape, random);
    }
}
