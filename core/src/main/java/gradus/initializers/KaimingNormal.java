package gradus.initializers;

import gradus.data.Shape;
import gradus.initializers.VarianceScaling.Distribution;
import gradus.initializers.VarianceScaling.Mode;
import gradus.math.RandomStream;

/// He's textbook formula, as in PyTorch: `√(2 / inputs)·N(0, 1)`. Keras offers the truncated [HeNormal] instead.
///
/// [He et al. 2015](https://arxiv.org/abs/1502.01852)
public record KaimingNormal() implements Initializer {
    private static final Initializer RULE = new VarianceScaling(2, Mode.FAN_IN, Distribution.UNTRUNCATED_NORMAL);

    @Override
    public void initialize(float[] values, int offset, Shape shape, RandomStream random) {
        RULE.initialize(values, offset, shape, random);
    }
}
