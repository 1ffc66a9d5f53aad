package gradus.activations;

import gradus.math.Functions;

/// The scaled exponential linear unit, which keeps mean 0 and variance 1 from layer to layer: `y = scale·x` for
/// `x > 0`, `scale·alpha·(eˣ - 1)` otherwise, with `alpha = 1.6733` and `scale = 1.0507`. Its derivative is `scale`
/// for `x > 0` and `scale·alpha·eˣ = y + scale·alpha` otherwise. Use it with LeCun normal initialization and alpha
/// dropout.
///
/// [Klambauer et al. 2017](https://arxiv.org/abs/1706.02515)
public record Selu() implements Transcendental {
    private static final float SCALE = (float) 1.0507009873554805;
    private static final float SCALE_ALPHA = (float) (1.0507009873554805 * 1.6732632423543772);

    @Override
    public void values(Functions functions, float[] x, float[] values, int count) {
        ExponentialUnit.values(functions, x, values, count, SCALE, SCALE_ALPHA, 1);
    }

    @Override
    public void slopes(Functions functions, float[] x, float[] y, float[] slopes, int count) {
        ExponentialUnit.slopes(x, y, slopes, count, SCALE, SCALE_ALPHA, 1);
    }
}
