package gradus.initializers;

import gradus.data.Shape;
import gradus.initializers.VarianceScaling.Distribution;
import gradus.initializers.VarianceScaling.Mode;
import gradus.math.RandomStream;

/// Draws uniformly from `±√(3 / inputs)`, which keeps the variance of signals through linear layers. It also suits
/// SELU.
///
/// [LeCun et al. 1998](https://doi.org/10.1007/3-540-49430-8_2)
public record LecunUniform() implements Initializer {
    private static final Initializer RULE = new VarianceScaling(1, Mode.FAN_IN, Distribution.UNIFORM);

    @Override
    public void initialize(float[] values, int offset, Shape shape, RandomStream random) {
        RULE.initialize(values, offset, shape, random);
    }
}
