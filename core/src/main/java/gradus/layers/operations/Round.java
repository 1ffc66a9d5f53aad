package gradus.layers.operations;

import gradus.math.Functions;

/// Rounds to a number of decimals, halves to the even neighbour. No gradient passes through it.
///
/// [Keras: ops.round](https://keras.io/api/ops/numpy/#round-function)
///
/// @param decimals the number of decimals; below 0 for tens, hundreds
public record Round(int decimals) implements StepFunction {
    /// Rounds to whole numbers.
    public Round() {
        this(0);
    }

    @Override
    public void forward(Functions functions, float[] x, float[] y, int from, int to) {
        float scale = (float) StrictMath.pow(10, decimals);
        for (int i = from; i < to; i++) {
            y[i] = (float) Math.rint(x[i] * scale) / scale;
        }
    }
}
