package gradus.schedules;

import static gradus.internal.Require.notNegative;
import static gradus.internal.Require.positive;

import org.jspecify.annotations.Nullable;

/// A learning rate that falls along half a cosine wave, optionally after a linear warm-up:
/// `peak·((1 - alpha)·½·(1 + cos(π·step / decaySteps)) + alpha)`.
///
/// [Loshchilov & Hutter 2017](https://arxiv.org/abs/1608.03983)
///
/// @param initialLearningRate the rate at step 0
/// @param decaySteps the number of steps of the decay
/// @param alpha the final rate as a fraction of the peak
/// @param warmupTarget the peak that the rate first rises to; null for no warm-up, so that the initial rate is the
///     peak
/// @param warmupSteps the number of steps of the warm-up; ignored without a target
public record CosineDecay(
        double initialLearningRate,
        double decaySteps,
        double alpha,
        @Nullable Double warmupTarget,
        double warmupSteps) implements Schedule {
    /// Creates a decay from the initial rate to zero, without warm-up.
    ///
    /// @param initialLearningRate the rate at step 0
    /// @param decaySteps the number of steps of the decay
    public CosineDecay(double initialLearningRate, double decaySteps) {
        this(initialLearningRate, decaySteps, 0, null, 0);
    }

    /// Validates the arguments.
    ///
    /// @throws IllegalArgumentException if an argument is out of range
    public CosineDecay {
        notNegative("CosineDecay.initialLearningRate", initialLearningRate);
        positive("CosineDecay.decaySteps", decaySteps);
        notNegative("CosineDecay.alpha", alpha);
        if (warmupTarget != null) {
            notNegative("CosineDecay.warmupTarget", warmupTarget);
        }
        notNegative("CosineDecay.warmupSteps", warmupSteps);
    }

    @Override
    public double at(long step) {
        if (warmupTarget == null) {
            return initialLearningRate * fall((double) step);
        }
        return step < warmupSteps
                ? initialLearningRate + (warmupTarget - initialLearningRate) * (step / warmupSteps)
                : warmupTarget * fall(step - warmupSteps);
    }

    private double fall(double step) {
        double cosine = Math.cos(Math.PI * Math.min(step, decaySteps) / decaySteps);
        return (1 - alpha) * 0.5 * (1 + cosine) + alpha;
    }
}
