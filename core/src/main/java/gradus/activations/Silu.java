package gradus.activations;

import gradus.math.Functions;

/// The sigmoid linear unit: `y = x·σ(x)`, with `σ(x) = 1/(1 + e⁻ˣ)`. Its derivative is `σ(x) + y·(1 - σ(x))`. Also
/// known as swish.
///
/// [Ramachandran et al. 2017](https://arxiv.org/abs/1710.05941)
public record Silu() implements Transcendental {
    @Override
    public void values(Functions functions, float[] x, float[] values, int count) {
        functions.sigmoid(x, values, 0, count);
        for (int i = 0; i < count; i++) {
            values[i] *= x[i];
        }
    }

    @Override
    public void slopes(Functions functions, float[] x, float[] y, float[] slopes, int count) {
        functions.sigmoid(x, slopes, 0, count);
        for (int i = 0; i < count; i++) {
            slopes[i] += y[i] * (1 - slopes[i]);
        }
    }
}
