package gradus.layers.operations;

import gradus.math.Functions;

/// Whether a number is infinite: 1 if it is, else 0.
///
/// [Keras: ops.isinf](https://keras.io/api/ops/numpy/#isinf-function)
public record Isinf() implements StepFunction {
    @Override
    public void forward(Functions functions, float[] x, float[] y, int from, int to) {
        for (int i = from; i < to; i++) {
            y[i] = Float.isInfinite(x[i]) ? 1 : 0;
        }
    }
}
