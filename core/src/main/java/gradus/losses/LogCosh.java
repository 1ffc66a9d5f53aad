package gradus.losses;

import gradus.math.Functions;

/// A smooth [MeanAbsoluteError]: `mean(ln cosh(prediction - target))` over the outputs of a row. Its gradient is
/// `tanh(prediction - target)/width`.
///
/// [Chen et al. 2019](https://openreview.net/forum?id=rkglvsC9Ym)
///
/// @param reduction how the losses of the rows of a batch become one number
public record LogCosh(Reduction reduction) implements ElementwiseLoss {
    private static final float LN_2 = (float) Math.log(2);

    /// Creates the loss with Keras's default reduction.
    public LogCosh() {
        this(Reduction.SUM_OVER_BATCH_SIZE);
    }

    @Override
    public void values(Functions functions, float[] targets, float[] predictions, int from, int to, float[] values) {
        // ln cosh e = |e| + ln(1 + e^(-2|e|)) - ln 2, which never overflows.
        for (int i = 0; i < to - from; i++) {
            values[i] = -2 * Math.abs(predictions[from + i] - targets[from + i]);
        }
        functions.exp(values, values, 0, to - from);
        functions.log1p(values, values, 0, to - from);
        for (int i = 0; i < to - from; i++) {
            values[i] += Math.abs(predictions[from + i] - targets[from + i]) - LN_2;
        }
    }

    @Override
    public void slopes(Functions functions, float[] targets, float[] predictions, int from, int to, float[] slopes) {
        for (int i = 0; i < to - from; i++) {
            slopes[i] = predictions[from + i] - targets[from + i];
        }
        functions.tanh(slopes, slopes, 0, to - from);
    }
}
