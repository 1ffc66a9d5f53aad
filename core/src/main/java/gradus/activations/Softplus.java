package gradus.activations;

import gradus.math.Functions;

/// A smooth rectifier: `y = ln(1 + eˣ)`. Its derivative is the [Sigmoid].
///
/// [Glorot et al. 2011](https://proceedings.mlr.press/v15/glorot11a.html)
public record Softplus() implements Transcendental {
    @Override
    public void values(Functions functions, float[] x, int from, int to, float[] values) {
        int n = to - from;
        // ln(1 + eˣ) = max(x, 0) + ln(1 + e^-|x|), which never overflows.
        for (int i = 0; i < n; i++) {
            values[i] = -Math.abs(x[from + i]);
        }
        functions.exp(values, values, 0, n);
        functions.log1p(values, values, 0, n);
        for (int i = 0; i < n; i++) {
            values[i] += Math.max(x[from + i], 0);
        }
    }

    @Override
    public void slopes(Functions functions, float[] x, float[] y, int from, int to, float[] slopes) {
        System.arraycopy(x, from, slopes, 0, to - from);
        functions.sigmoid(slopes, slopes, 0, to - from);
    }
}
