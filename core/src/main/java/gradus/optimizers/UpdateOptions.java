package gradus.optimizers;

import static gradus.internal.Require.fraction;
import static gradus.internal.Require.notNegative;
import static gradus.internal.Require.positive;
import static gradus.internal.Require.require;

import gradus.internal.Records;
import org.jspecify.annotations.Nullable;

/// Options that work with every update rule, in the order in which they apply: accumulate gradients, clip them,
/// decay the weights, update, average. Set by methods of [Optimizer], as in
/// `new Adam().clipNorm(1).weightDecay(0.01)`. The components have Keras's names, `clipnorm` rather than
/// `clipNorm`, because they are stored in files.
///
/// @param weightDecay `w -= w·weightDecay·learningRate` before the update, for all trainable parameters; null for
///     none
/// @param clipnorm the largest norm of the gradient of one parameter array; null for none
/// @param clipvalue the largest absolute value of a gradient; null for none
/// @param globalClipnorm the largest norm of all gradients together; null for none
/// @param gradientAccumulationSteps the number of batches whose gradients are averaged for one update, at least 2;
///     null for 1
/// @param useEma whether to keep an exponential moving average of the weights, which replaces them at the end of
///     training
/// @param emaMomentum the fraction of the average that each update keeps, in `[0, 1)`
/// @param emaOverwriteFrequency the number of updates after which the average also replaces the weights; null for
///     only at the end
public record UpdateOptions(
        @Nullable Double weightDecay,
        @Nullable Double clipnorm,
        @Nullable Double clipvalue,
        @Nullable Double globalClipnorm,
        @Nullable Integer gradientAccumulationSteps,
        boolean useEma,
        double emaMomentum,
        @Nullable Integer emaOverwriteFrequency) {
    /// No options.
    public static final UpdateOptions NONE = new UpdateOptions(null, null, null, null, null, false, 0.99, null);

    /// Validates the arguments.
    ///
    /// @throws IllegalArgumentException if an argument is out of range, or more than one kind of clipping is set
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

    /// Returns these options with another weight decay.
    ///
    /// @param value the weight decay, or null for none
    /// @return the options
    public UpdateOptions withWeightDecay(@Nullable Double value) {
        return Records.with(this, "weightDecay", value);
    }

    /// Returns these options with the gradient norm of each parameter array clipped.
    ///
    /// @param value the largest norm, or null for none
    /// @return the options
    public UpdateOptions withClipnorm(@Nullable Double value) {
        return Records.with(this, "clipnorm", value);
    }

    /// Returns these options with every gradient value clipped.
    ///
    /// @param value the largest absolute value, or null for none
    /// @return the options
    public UpdateOptions withClipvalue(@Nullable Double value) {
        return Records.with(this, "clipvalue", value);
    }

    /// Returns these options with the norm of all gradients together clipped.
    ///
    /// @param value the largest norm, or null for none
    /// @return the options
    public UpdateOptions withGlobalClipnorm(@Nullable Double value) {
        return Records.with(this, "globalClipnorm", value);
    }

    /// Returns these options with gradients averaged over several batches.
    ///
    /// @param steps the number of batches per update, or null for 1
    /// @return the options
    public UpdateOptions withGradientAccumulation(@Nullable Integer steps) {
        return Records.with(this, "gradientAccumulationSteps", steps);
    }

    /// Returns these options with an average of the weights.
    ///
    /// @param momentum the fraction of the average that each update keeps, in `[0, 1)`
    /// @param overwriteEvery the number of updates after which the average also replaces the weights; null for only
    ///     at the end
    /// @return the options
    public UpdateOptions withMovingAverage(double momentum, @Nullable Integer overwriteEvery) {
        UpdateOptions averaging = Records.with(this, "useEma", true);
        averaging = Records.with(averaging, "emaMomentum", momentum);
        return Records.with(averaging, "emaOverwriteFrequency", overwriteEvery);
    }
}
