package gradus.initializers;

import gradus.data.Shape;
import gradus.initializers.VarianceScaling.Distribution;
import gradus.initializers.VarianceScaling.Mode;
import gradus.math.RandomStream;

/// Draws from a normal distribution with variance `1 / inputs`, truncated at two standard deviations, which keeps
/// the variance of signals through linear layers. It is the right choice for SELU.
///
/// [LeCun et al. 1998](https://doi.org/10.1007/3-540-49430-8_2)
public record LecunNormal() implements Initializer {
    private static final Initializer RULE = new VarianceScaling(1, Mode.FAN_IN, Distribution.TRUNCATED_NORMAL);

    @Override
    public void initialize(float[] values, int offset, Shape shape, RandomStream random) {
        RULE.initialize(values, offset, shape, random);
    }
}
