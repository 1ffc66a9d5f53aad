package gradus.losses;

import gradus.data.Rows;
import gradus.math.Functions;

/// The Kullback-Leibler divergence of the predicted distribution from the target: `Σ target·ln(target/prediction)`
/// over the outputs of a row, both clipped to `[1e-7, 1]`. Its gradient is `-target/prediction`, and 0 where the
/// prediction is clipped.
///
/// [Kullback & Leibler 1951](https://doi.org/10.1214/aoms/1177729694)
///
/// @param reduction how the losses of the rows of a batch become one number
public record KLDivergence(Reduction reduction) implements ElementwiseLoss {
    /// Creates the loss with Keras's default reduction.
    public KLDivergence() {
        this(Reduction.SUM_OVER_BATCH_SIZE);
    }

    @Override
    public void values(Functions functions, float[] targets, float[] predictions, int from, int to, float[] values) {
        for (int i = 0; i < to - from; i++) {
            values[i] = clip(targets[from + i]) / clip(predictions[from + i]);
        }
        functions.log(values, values, 0, to - from);
        for (int i = 0; i < to - from; i++) {
            values[i] *= clip(targets[from + i]);
        }
    }

    @Override
    public void slopes(Functions functions, float[] targets, float[] predictions, int from, int to, float[] slopes) {
        for (int i = 0; i < to - from; i++) {
            float prediction = predictions[from + i];
            boolean clipped = prediction < Clip.EPSILON || prediction > 1;
            slopes[i] = clipped ? 0 : -clip(targets[from + i]) / prediction;
        }
    }

    private static float clip(float p) {
        return Math.min(Math.max(p, Clip.EPSILON), 1);
    }

    @Override
    public float share(int width) {
        return 1;
    }

    @Override
    public void checkTargets(Rows targets, int width) {
        Targets.checkDistributions(this, targets, width);
    }
}
