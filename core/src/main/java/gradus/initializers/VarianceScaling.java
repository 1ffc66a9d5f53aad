package gradus.initializers;

import static gradus.internal.Require.positive;

import gradus.data.Shape;
import gradus.math.RandomStream;

/// Numbers whose variance is `scale / n`, where `n` is how many connections lead into or out of a unit: what keeps
/// signals, or gradients, of the same size from layer to layer. [HeNormal], [GlorotUniform] and the others are its
/// well-known cases.
///
/// [He et al. 2015](https://arxiv.org/abs/1502.01852)
///
/// @param scale 1 for linear and tanh, 2 for relu, which loses half of the variance
/// @param mode what `n` counts
/// @param distribution what the numbers are drawn from
public record VarianceScaling(double scale, Mode mode, Distribution distribution) implements Initializer {
    /// The standard deviation of a normal distribution of deviation 1 that is cut at ±2.
    private static final double TRUNCATED_DEVIATION = 0.8796256610342398;

    /// What is counted.
    public enum Mode {
        /// The connections into a unit: signals keep their size.
        FAN_IN,
        /// The connections out of a unit: gradients keep their size.
        FAN_OUT,
        /// The mean of both.
        FAN_AVG,
    }

    /// What numbers are drawn from.
    public enum Distribution {
        /// Normal, cut at two standard deviations, and widened to have the variance again.
        TRUNCATED_NORMAL,
        /// Normal.
        UNTRUNCATED_NORMAL,
        /// Uniform in `±√(3·scale / n)`.
        UNIFORM,
    }

    /// Keras's defaults: 1, the connections in, truncated normal.
    public VarianceScaling() {
        this(1, Mode.FAN_IN, Distribution.TRUNCATED_NORMAL);
    }

    /// Checks the range.
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
