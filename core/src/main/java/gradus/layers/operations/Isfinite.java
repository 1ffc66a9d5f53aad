package gradus.layers.operations;

import gradus.math.Functions;

/// Whether a number is neither NaN nor infinite: 1 if so, else 0.
///
/// [Keras: ops.isfinite](https://keras.io/api/ops/numpy/#isfinite-function)
public record Isfinite() implements StepFunction {
    @Override
    public void forward(Functions functions, float[] x, float[] y, int from, int to) {
        for (int i = from; i < to; i++) {
            y[i] = Float.isFinite(x[i]) ? 1 : 0;
        }
    }
}
