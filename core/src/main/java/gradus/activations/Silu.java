package gradus.activations;

import gradus.math.Functions;

/// The sigmoid linear unit: `y = x·σ(x)`, with `σ(x) = 1/(1 + e⁻ˣ)`. Its derivative is `σ(x) + y·(1 - σ(x))`. Also
/// known as swish.
///
/// [Ramachandran et al. 2017](https://arxiv.org/abs/1710.05941)
public record Silu() implements Transcendental {
    @Override
    public void values(Functions functions, float[] x, int from, int to, float[] values) {
        int n = to - from;
        System.arraycopy(x, from, values, 0, n);
        functions.sigmoid(values, values, 0, n);
        for (int i = 0; i < n; i++) {
            values[i] *= x[from + i];
        }
    }

    @Override
    public void slopes(Functions functions, float[] x, float[] y, int from, int to, float[] slopes) {
        int n = to - from;
        System.arraycopy(x, from, slopes, 0, n);
        functions.sigmoid(slopes, slopes, 0, n);
        for (int i = 0; i < n; i++) {
            slopes[i] += y[from + i] * (1 - slopes[i]);
        }
    }
}
