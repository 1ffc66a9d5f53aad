package gradus.initializers;

import gradus.data.Shape;
import gradus.initializers.VarianceScaling.Distribution;
import gradus.initializers.VarianceScaling.Mode;
import gradus.math.RandomStream;

/// Normal, cut at two deviations, with variance `2 / inputs`: keeps the variance of signals through relu layers.
/// [KaimingNormal] is the same without the cut.
///
/// [He et al. 2015](https://arxiv.org/abs/1502.01852)
public record HeNormal() implements Initializer {
    private static final Initializer RULE = new VarianceScaling(2, Mode.FAN_IN, Distribution.TRUNCATED_NORMAL);

    @Override
    public void initialize(float[] values, int offset, Shape shape, RandomStream random) {
        RULE.initialize(values, offset, shape, random);
    }
}
