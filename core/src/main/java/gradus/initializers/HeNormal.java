package gradus.initializers;

import gradus.data.Shape;
import gradus.initializers.VarianceScaling.Distribution;
import gradus.initializers.VarianceScaling.Mode;
import gradus.math.RandomStream;

/// Draws from a normal distribution with variance `2 / inputs`, truncated at two standard deviations, which keeps
/// the variance of signals through ReLU layers. [KaimingNormal] is the same without truncation.
///
/// [He et al. 2015](https://arxiv.org/abs/1502.01852)
public record HeNormal() implements Initializer {
    private static final Initializer RULE = new VarianceScaling(2, Mode.FAN_IN, Distribution.TRUNCATED_NORMAL);

    @Override
    public void initialize(float[] values, int offset, Shape shape, RandomStream random) {
        RULE.initialize(values, offset, shape, random);
    }
}
