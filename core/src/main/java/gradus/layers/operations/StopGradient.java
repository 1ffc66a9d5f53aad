package gradus.layers.operations;

import gradus.math.Functions;

/// The numbers themselves, through which no gradient passes: what comes before is not trained by this path.
///
/// [Keras: ops.stop_gradient](https://keras.io/api/ops/core/#stopgradient-function)
public record StopGradient() implements StepFunction {
    @Override
    public void forward(Functions functions, float[] x, float[] y, int from, int to) {
        for (int i = from; i < to; i++) {
            y[i] = x[i];
        }
    }
}
