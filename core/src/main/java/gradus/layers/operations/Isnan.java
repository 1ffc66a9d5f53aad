package gradus.layers.operations;

import gradus.math.Functions;

/// Whether a number is NaN: 1 if it is, else 0.
///
/// [Keras: ops.isnan](https://keras.io/api/ops/numpy/#isnan-function)
public record Isnan() implements StepFunction {
    @Override
    public void forward(Functions functions, float[] x, float[] y, int from, int to) {
        for (int i = from; i < to; i++) {
            y[i] = Float.isNaN(x[i]) ? 1 : 0;
        }
    }
}
