package gradus.initializers;

import gradus.data.Shape;
import gradus.initializers.VarianceScaling.Distribution;
import gradus.initializers.VarianceScaling.Mode;
import gradus.math.RandomStream;

/// Normal, cut at two deviations, with variance `2 / (inputs + outputs)`: for linear, tanh and sigmoid layers.
/// [XavierNormal] is the same without the cut.
///
/// [Glorot & Bengio 2010](https://proceedings.mlr.press/v9/glorot10a.html)
public record GlorotNormal() implements Initializer {
    private static final Initializer RULE = new VarianceScaling(1, Mode.FAN_AVG, Distribution.TRUNCATED_NORMAL);

    @Override
    public void initialize(float[] values, int offset, Shape shape, RandomStream random) {
        RULE.initialize(values, offset, shape, random);
    }
}
