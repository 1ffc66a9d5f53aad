package gradus.layers.operations;

import gradus.math.Functions;

/// Whether a number is 0: 1 if it is, else 0.
///
/// [Keras: ops.logical_not](https://keras.io/api/ops/numpy/#logicalnot-function)
public record LogicalNot() implements StepFunction {
    @Override
    public void forward(Functions functions, float[] x, float[] y, int from, int to) {
        for (int i = from; i < to; i++) {
            y[i] = x[i] == 0 ? 1 : 0;
        }
    }
}
