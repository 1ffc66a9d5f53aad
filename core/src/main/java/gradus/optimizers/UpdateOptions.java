package gradus.optimizers;

import static gradus.internal.Require.fraction;
import static gradus.internal.Require.notNegative;
import static gradus.internal.Require.positive;
import static gradus.internal.Require.require;

import org.jspecify.annotations.Nullable;

/// What is done around an update rule, the same for all rules, in Keras's order: accumulate gradients, clip them, decay
/// the weights, update, average. See [gradus.optimizers.Optimizer#options()].
///
/// @param weightDecay `w -= w·weightDecay·learningRate` before the update, for all trainable parameters; null for none
/// @param clipNorm the largest norm of the gradient of one parameter array; null for none
/// @param clipValue the largest absolute value of a gradient; null for none
/// @param globalClipNorm the largest norm of all gradients together; null for none
/// @param gradientAccumulationSteps how many batches' gradients are averaged for one update; null for 1
/// @param useEma whether an exponential moving average of the weights is kept, which the weights become at the end of
///     training
/// @param emaMomentum the share of the old average, in `[0, 1)`
/// @param emaOverwriteFrequency after how many updates the weights become their average; null for at the end only
public record UpdateOptions(
        @Nullable Double weightDecay,
        @Nullable Double clipNorm,
        @Nullable Double clipValue,
        @Nullable Double globalClipNorm,
        @Nullable Integer gradientAccumulationSteps,
        boolean useEma,
        double emaMomentum,
        @Nullable Integer emaOverwriteFrequency) {
    /// None of it.
    public static final UpdateOptions NONE = new UpdateOptions(null, null, null, null, null, false, 0.99, null);

    /// Checks ranges, and that at most one kind of clipping is wanted.
    public UpdateOptions {
        if (weightDecay != null) {
            notNegative("weightDecay", weightDecay);
        }
        int clips = 0;
        if (clipNorm != null) {
            positive("clipNorm", clipNorm);
            clips++;
        }
        if (clipValue != null) {
            positive("clipValue", clipValue);
            clips++;
        }
        if (globalClipNorm != null) {
            positive("globalClipNorm", globalClipNorm);
            clips++;
        }
        require(clips <= 1, "at most one of clipNorm, clipValue and globalClipNorm can be set, got %s", clips);
        require(
                gradientAccumulationSteps == null || gradientAccumulationSteps >= 2,
                "gradientAccumulationSteps must be at least 2, got %s",
                gradientAccumulationSteps);
        fraction("emaMomentum", emaMomentum);
        require(
                emaOverwriteFrequency == null || emaOverwriteFrequency >= 1,
                "emaOverwriteFrequency must be at least 1, got %s",
                emaOverwriteFrequency);
    }
}
