package gradus.layers.operations;

import gradus.math.Functions;

/// The signs: -1, 0 or 1.
///
/// [Keras: ops.sign](https://keras.io/api/ops/numpy/#sign-function)
public record Sign() implements StepFunction {
    @Override
    public void forward(Functions functions, float[] x, float[] y, int from, int to) {
        for (int i = from; i < to; i++) {
            y[i] = Math.signum(x[i]);
        }
    }
}
