package gradus.layers.operations;

import gradus.math.Functions;

/// The numbers without their fractions.
///
/// [Keras: ops.trunc](https://keras.io/api/ops/numpy/#trunc-function)
public record Trunc() implements StepFunction {
    @Override
    public void forward(Functions functions, float[] x, float[] y, int from, int to) {
        for (int i = from; i < to; i++) {
            y[i] = (float) (x[i] < 0 ? Math.ceil(x[i]) : Math.floor(x[i]));
        }
    }
}
