package gradus.activations;

import gradus.math.Functions;

/// A smooth rectifier: `y = ln(1 + eˣ)`. Its derivative is the [Sigmoid].
///
/// [Glorot et al. 2011](https://proceedings.mlr.press/v15/glorot11a.html)
public record Softplus() implements Transcendental {
    @Override
    public void values(Functions functions, float[] x, float[] values, int count) {
        // ln(1 + eˣ) = max(x, 0) + ln(1 + e^-|x|), which never overflows.
        bend(functions, x, values, count);
        for (int i = 0; i < count; i++) {
            values[i] += Math.max(x[i], 0);
        }
    }

    /// Computes `ln(1 + e^-|x|)`, by which the curve is above the two lines that it follows.
    static void bend(Functions functions, float[] x, float[] values, int count) {
        for (int i = 0; i < count; i++) {
            values[i] = -Math.abs(x[i]);
        }
        functions.exp(values, values, 0, count);
        functions.log1p(values, values, 0, count);
    }

    @Override
    public void slopes(Functions functions, float[] x, float[] y, float[] slopes, int count) {
        functions.sigmoid(x, slopes, 0, count);
    }
}
