package gradus.initializers;

import gradus.data.Shape;
import gradus.initializers.VarianceScaling.Distribution;
import gradus.initializers.VarianceScaling.Mode;
import gradus.math.RandomStream;

/// The formula of He as it is taught, `√(2 / inputs)·N(0, 1)`, and as PyTorch has it. Keras has the truncated
/// [HeNormal] in its place.
///
/// [He et al. 2015](https://arxiv.org/abs/1502.01852)
public record KaimingNormal() implements Initializer {
    private static final Initializer RULE = new VarianceScaling(2, Mode.FAN_IN, Distribution.UNTRUNCATED_NORMAL);

    @Override
    public void initialize(float[] values, int offset, Shape shape, RandomStream random) {
        RULE.initialize(values, offset, shape, random);
    }
}
