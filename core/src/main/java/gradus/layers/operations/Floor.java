package gradus.layers.operations;

import gradus.math.Functions;

/// The largest whole numbers that are not greater: `y = ⌊x⌋`.
///
/// [Keras: ops.floor](https://keras.io/api/ops/numpy/#floor-function)
public record Floor() implements StepFunction {
    @Override
    public void forward(Functions functions, float[] x, float[] y, int from, int to) {
        for (int i = from; i < to; i++) {
            y[i] = (float) Math.floor(x[i]);
        }
    }
}
