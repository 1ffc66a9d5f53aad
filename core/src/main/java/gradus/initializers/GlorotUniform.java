package gradus.initializers;

import gradus.layers.Shape;
import gradus.random.RandomStream;

/// Uniform in `±√(6 / (inputs + outputs))`: keeps the variance of signals and gradients through linear, tanh and
/// sigmoid layers. Keras's default for kernels.
///
/// [Glorot & Bengio 2010](https://proceedings.mlr.press/v9/glorot10a.html)
public record GlorotUniform() implements Initializer {
    @Override
    public void initialize(float[] values, int offset, Shape shape, RandomStream random) {
        Fans fans = Fans.of(shape);
        double limit = Math.sqrt(6.0 / (fans.in() + fans.out()));
        for (int i = offset; i < offset + shape.size(); i++) {
            values[i] = (float) (limit * (2 * random.nextDouble() - 1));
        }
    }
}
