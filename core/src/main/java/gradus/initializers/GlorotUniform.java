package gradus.initializers;

import gradus.data.Shape;
import gradus.initializers.VarianceScaling.Distribution;
import gradus.initializers.VarianceScaling.Mode;
import gradus.math.RandomStream;

/// Draws uniformly from `±√(6 / (inputs + outputs))`, which keeps the variance of signals and gradients through
/// linear, tanh and sigmoid layers. It is Keras's default for kernels.
///
/// [Glorot & Bengio 2010](https://proceedings.mlr.press/v9/glorot10a.html)
public record GlorotUniform() implements Initializer {
    private static final Initializer RULE = new VarianceScaling(1, Mode.FAN_AVG, Distribution.UNIFORM);

    @Override
    public void initialize(float[] values, int offset, Shape shape, RandomStream random) {
        RULE.initialize(values, offset, shape, random);
    }
}
