package gradus.losses;

import gradus.math.Functions;

/// The mean difference in percent of the target: `100·mean(|prediction - target| / max(|target|, 1e-7))` over the
/// outputs of a row. Targets of 0 make it huge.
public record MeanAbsolutePercentageError(Reduction reduction) implements ElementwiseLoss {
    /// With Keras's reduction.
    public MeanAbsolutePercentageError() {
        this(Reduction.SUM_OVER_BATCH_SIZE);
    }

    @Override
    public void values(Functions functions, float[] targets, float[] predictions, int from, int to, float[] values) {
        for (int i = 0; i < to - from; i++) {
            float error = predictions[from + i] - targets[from + i];
            values[i] = 100 * Math.abs(error) / Math.max(Math.abs(targets[from + i]), Clip.EPSILON);
        }
    }

    @Override
    public void slopes(Functions functions, float[] targets, float[] predictions, int from, int to, float[] slopes) {
        for (int i = 0; i < to - from; i++) {
            float error = predictions[from + i] - targets[from + i];
            slopes[i] = 100 * Math.signum(error) / Math.max(Math.abs(targets[from + i]), Clip.EPSILON);
        }
    }
}
