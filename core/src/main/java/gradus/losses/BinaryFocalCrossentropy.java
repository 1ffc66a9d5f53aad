package gradus.losses;

import static gradus.internal.Require.notNegative;
import static gradus.internal.Require.require;

import gradus.activations.Activation;
import gradus.activations.Sigmoid;
import gradus.data.Rows;
import gradus.math.Functions;
import org.jspecify.annotations.Nullable;

/// A [BinaryCrossentropy] that gives less weight to outputs that are already right: the mean over the outputs of a
/// row of `w·uᵞ·crossentropy`, where `u = target·(1 - p) + (1 - target)·p` is the probability of the wrong answer.
/// With class balancing `w = alpha·target + (1 - alpha)·(1 - target)`, otherwise 1.
///
/// The derivative for an output is `w·uᵞ⁻¹·(gamma·(1 - 2·target)·crossentropy + u·crossentropy′)`, with `u` at
/// least 1e-7. From logits the cross-entropy is exact, see [BinaryCrossentropy]; Keras clips it there too.
///
/// [Lin et al. 2017](https://arxiv.org/abs/1708.02002)
///
/// @param applyClassBalancing whether `alpha` is used
/// @param alpha the weight of targets of 1, in `[0, 1]`
/// @param gamma how strongly easy outputs are discounted, at least 0; 0 gives the plain cross-entropy
/// @param fromLogits whether predictions are logits instead of probabilities
/// @param labelSmoothing how far targets are moved towards 1/2, in `[0, 1]`
/// @param reduction how the losses of the rows of a batch become one number
public record BinaryFocalCrossentropy(
        boolean applyClassBalancing,
        double alpha,
        double gamma,
        boolean fromLogits,
        double labelSmoothing,
        Reduction reduction)
        implements ElementwiseLoss {
    /// Creates the loss with Keras's defaults: no class balancing, `gamma = 2`, probabilities.
    public BinaryFocalCrossentropy() {
        this(false, 0.25, 2, false, 0, Reduction.SUM_OVER_BATCH_SIZE);
    }

    /// Validates the arguments.
    ///
    /// @throws IllegalArgumentException if an argument is out of range
    public BinaryFocalCrossentropy {
        require(alpha >= 0 && alpha <= 1, "BinaryFocalCrossentropy.alpha must be in [0, 1], got %s", alpha);
        notNegative("BinaryFocalCrossentropy.gamma", gamma);
        Smoothing.check("BinaryFocalCrossentropy", labelSmoothing);
    }

    @Override
    public void values(Functions functions, float[] targets, float[] predictions, int from, int to, float[] values) {
        int n = to - from;
        parts(functions, targets, predictions, from, to, (float) gamma, values);
        for (int i = 0; i < n; i++) {
            values[i] *= values[n + i] * weight(target(targets[from + i]));
        }
    }

    @Override
    public void slopes(Functions functions, float[] targets, float[] predictions, int from, int to, float[] slopes) {
        int n = to - from;
        float focus = (float) gamma;
        parts(functions, targets, predictions, from, to, focus - 1, slopes);
        for (int i = 0; i < n; i++) {
            float target = target(targets[from + i]);
            float p = slopes[2 * n + i];
            float spread = p * (1 - p);
            float crossentropySlope = (p - target) / spread;
            if (fromLogits) {
                crossentropySlope = p - target;
            } else if (!Clip.flows(p)) {
                crossentropySlope = 0;
            }
            float wrongSlope = (1 - 2 * target) * (fromLogits ? spread : 1);
            slopes[i] = weight(target)
                    * slopes[n + i]
                    * (focus * wrongSlope * slopes[i] + wrong(target, p) * crossentropySlope);
        }
    }

    /// Fills the first third with the cross-entropy, the second with the power of `u`, and the last with `p`.
    private void parts(
            Functions functions, float[] targets, float[] predictions, int from, int to, float power, float[] parts) {
        int n = to - from;
        BinaryCrossentropy.values(functions, targets, predictions, from, to, parts, fromLogits, labelSmoothing);
        System.arraycopy(predictions, from, parts, 2 * n, n);
        if (fromLogits) {
            functions.sigmoid(parts, parts, 2 * n, 3 * n);
        }
        for (int i = 0; i < n; i++) {
            parts[n + i] = wrong(target(targets[from + i]), parts[2 * n + i]);
        }
        functions.log(parts, parts, n, 2 * n);
        for (int i = n; i < 2 * n; i++) {
            parts[i] *= power;
        }
        functions.exp(parts, parts, n, 2 * n);
    }

    private float target(float target) {
        return Smoothing.of(target, labelSmoothing, 2);
    }

    private float weight(float target) {
        return applyClassBalancing ? (float) alpha * target + (float) (1 - alpha) * (1 - target) : 1;
    }

    private static float wrong(float target, float p) {
        return Math.max(target * (1 - p) + (1 - target) * p, Clip.EPSILON);
    }

    @Override
    public @Nullable Loss onLogits(Activation activation) {
        return activation instanceof Sigmoid && !fromLogits
                ? new BinaryFocalCrossentropy(applyClassBalancing, alpha, gamma, true, labelSmoothing, reduction)
                : null;
    }

    @Override
    public void checkTargets(Rows targets, int width) {
        Targets.checkProbabilities(this, targets, width);
    }
}
