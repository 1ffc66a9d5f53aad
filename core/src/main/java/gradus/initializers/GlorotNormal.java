package gradus.initializers;

import gradus.data.Shape;
import gradus.initializers.VarianceScaling.Distribution;
import gradus.initializers.VarianceScaling.Mode;
import gradus.math.RandomStream;

/// Draws from a normal distribution with variance `2 / (inputs + outputs)`, truncated at two standard deviations,
/// for linear, tanh and sigmoid layers. [XavierNormal] is the same without truncation.
///
/// [Glorot & Bengio 2010](https://proceedings.mlr.press/v9/glorot10a.html)
public record GlorotNormal() implements Initializer {
    private static final Initializer RULE = new VarianceScaling(1, Mode.FAN_AVG, Distribution.TRUNCATED_NORMAL);

    @Override
    public void initialize(float[] values, int offset, Shape shape, RandomStream random) {
        RULE.initialize(values, offset, shape, random);
    }
}
