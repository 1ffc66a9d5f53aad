package gradus.optimizers;

import static gradus.internal.Require.fraction;
import static gradus.internal.Require.notNegative;
import static gradus.internal.Require.positive;
import static gradus.internal.Require.require;

import gradus.internal.Records;
import org.jspecify.annotations.Nullable;

/// What is done around an update rule, the same for all rules, in Keras's order: accumulate gradients, clip them,
/// decay the weights, update, average. Asked for by methods of [Optimizer], as in
/// `new Adam().clipNorm(1).weightDecay(0.01)`. The components have Keras's names, `clipnorm` and not `clipNorm`,
/// because files carry them.
///
/// @param weightDecay `w -= w·weightDecay·learningRate` before the update, for all trainable parameters; null for
///     none
/// @param clipnorm the largest norm of the gradient of one parameter array; null for none
/// @param clipvalue the largest absolute value of a gradient; null for none
/// @param globalClipnorm the largest norm of all gradients together; null for none
/// @param gradientAccumulationSteps how many batches' gradients are averaged for one update, at least 2; null for 1
/// @param useEma whether an exponential moving average of the weights is kept, which the weights become at the end
///     of training
/// @param emaMomentum the share of the old average, in `[0, 1)`
/// @param emaOverwriteFrequency after how many updates the weights become their average; null for at the end only
public record UpdateOptions(
        @Nullable Double weightDecay,
        @Nullable Double clipnorm,
        @Nullable Double clipvalue,
        @Nullable Double globalClipnorm,
        @Nullable Integer gradientAccumulationSteps,
        boolean useEma,
        double emaMomentum,
        @Nullable Integer emaOverwriteFrequency) {
    /// None of it.
    public static final UpdateOptions NONE = new UpdateOptions(null, null, null, null, null, false, 0.99, null);

    /// Checks ranges, and that at most one kind of clipping is wanted.
    public UpdateOptions {
        int clips = 0;
        if (weightDecay != null) {
            notNegative("weightDecay", weightDecay);
        }
        if (clipnorm != null) {
            positive("clipNorm", clipnorm);
            clips++;
        }
        if (clipvalue != null) {
            positive("clipValue", clipvalue);
            clips++;
        }
        if (globalClipnorm != null) {
            positive("globalClipNorm", globalClipnorm);
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

    /// These with another weight decay; null for none.
    public UpdateOptions withWeightDecay(@Nullable Double value) {
        return Records.with(this, "weightDecay", value);
    }

    /// These with gradients of each parameter array clipped to a norm; null for none.
    public UpdateOptions withClipnorm(@Nullable Double value) {
        return Records.with(this, "clipnorm", value);
    }

    /// These with every gradient clipped to a value; null for none.
    public UpdateOptions withClipvalue(@Nullable Double value) {
        return Records.with(this, "clipvalue", value);
    }

    /// These with all gradients together clipped to a norm; null for none.
    public UpdateOptions withGlobalClipnorm(@Nullable Double value) {
        return Records.with(this, "globalClipnorm", value);
    }

    /// These with gradients averaged over some batches; null for each batch's own.
    public UpdateOptions withGradientAccumulation(@Nullable Integer steps) {
        return Records.with(this, "gradientAccumulationSteps", steps);
    }

    /// These with an average of the weights.
    public UpdateOptions withMovingAverage(double momentum, @Nullable Integer overwriteEvery) {
        UpdateOptions averaging = Records.with(this, "useEma", true);
        averaging = Records.with(averaging, "emaMomentum", momentum);
        return Records.with(averaging, "emaOverwriteFrequency", overwriteEvery);
    }
}
