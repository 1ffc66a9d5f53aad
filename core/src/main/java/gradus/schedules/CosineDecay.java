package gradus.schedules;

import static gradus.internal.Require.notNegative;
import static gradus.internal.Require.positive;

import org.jspecify.annotations.Nullable;

/// A rate that falls along half a wave of the cosine, after a straight rise if one is wanted:
/// `peak·((1 - alpha)·½·(1 + cos(π·step / decaySteps)) + alpha)`.
///
/// [Loshchilov & Hutter 2017](https://arxiv.org/abs/1608.03983)
///
/// @param initialLearningRate the rate at step 0
/// @param decaySteps how many steps it falls
/// @param alpha the share of the peak that is left at the end
/// @param warmupTarget the peak that the rate rises to first; null for no rise, the peak being the initial rate
/// @param warmupSteps how many steps it rises; of no effect without a target
public record CosineDecay(
        double initialLearningRate,
        double decaySteps,
        double alpha,
        @Nullable Double warmupTarget,
        double warmupSteps) implements Schedule {
    /// From the initial rate to zero.
    public CosineDecay(double initialLearningRate, double decaySteps) {
        this(initialLearningRate, decaySteps, 0, null, 0);
    }

    /// Checks the ranges.
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
