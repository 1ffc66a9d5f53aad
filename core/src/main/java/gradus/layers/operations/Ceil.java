package gradus.layers.operations;

import gradus.math.Functions;

/// The smallest whole numbers that are not less: `y = ⌈x⌉`.
///
/// [Keras: ops.ceil](https://keras.io/api/ops/numpy/#ceil-function)
public record Ceil() implements StepFunction {
    @Override
    public void forward(Functions functions, float[] x, float[] y, int from, int to) {
        for (int i = from; i < to; i++) {
            y[i] = (float) Math.ceil(x[i]);
        }
    }
}
