package gradus.initializers;

import gradus.data.Shape;
import gradus.initializers.VarianceScaling.Distribution;
import gradus.initializers.VarianceScaling.Mode;
import gradus.math.RandomStream;

/// Normal, cut at two deviations, with variance `1 / inputs`: keeps the variance of signals through linear layers; the
/// one for selu.
///
/// [LeCun et al. 1998](https://doi.org/10.1007/3-540-49430-8_2)
public record LecunNormal() implements Initializer {
    private static final Initializer RULE = new VarianceScaling(1, Mode.FAN_IN, Distribution.TRUNCATED_NORMAL);

    @Override
    public void initialize(float[] values, int offset, Shape shape, RandomStream random) {
        RULE.initialize(values, offset, shape, random);
    }
}
