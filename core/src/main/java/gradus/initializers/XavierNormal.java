package gradus.initializers;

import gradus.data.Shape;
import gradus.initializers.VarianceScaling.Distribution;
import gradus.initializers.VarianceScaling.Mode;
import gradus.math.RandomStream;

/// Glorot's textbook formula, as in PyTorch: `√(2 / (inputs + outputs))·N(0, 1)`. Keras offers the truncated
/// [GlorotNormal] instead.
///
/// [Glorot & Bengio 2010](https://proceedings.mlr.press/v9/glorot10a.html)
public record XavierNormal() implements Initializer {
    private static final Initializer RULE = new VarianceScaling(1, Mode.FAN_AVG, Distribution.UNTRUNCATED_NORMAL);

    @Override
    public void initialize(float[] values, int offset, Shape shape, RandomStream random) {
        RULE.initialize(values, offset, shape, random);
    }
}
