package gradus.schedules;

import static gradus.internal.Require.positive;
import static gradus.internal.Require.require;

/// The one-cycle policy: a rate that rises along half a wave of the cosine from `max / divFactor` to `max`, then falls
/// along another to `max / (divFactor·finalDivFactor)`, where it stays. The same as PyTorch's `OneCycleLR`; Keras has
/// none.
///
/// [Smith & Topin 2018](https://arxiv.org/abs/1708.07120)
///
/// @param maxLearningRate the peak
/// @param totalSteps how many steps training has
/// @param warmupShare the share of them in which the rate rises, in `(0, 1)`
/// @param divFactor how many times lower than the peak the start is
/// @param finalDivFactor how many times lower than the start the end is
public record OneCycle(
        double maxLearningRate, double totalSteps, double warmupShare, double divFactor, double finalDivFactor)
        implements Schedule {
    /// PyTorch's defaults: rises for 0.3 of the time from a 25th, falls to a 10,000th of that.
    public OneCycle(double maxLearningRate, double totalSteps) {
        this(maxLearningRate, totalSteps, 0.3, 25, 1e4);
    }

    /// Checks the ranges.
    public OneCycle {
        positive("OneCycle.maxLearningRate", maxLearningRate);
        positive("OneCycle.totalSteps", totalSteps);
        require(warmupShare > 0 && warmupShare < 1, "OneCycle.warmupShare must be in (0, 1), got %s", warmupShare);
        require(
                warmupShare * totalSteps > 1,
                "OneCycle must have more than one step to rise in, got %s of %s steps",
                warmupShare,
                totalSteps);
        positive("OneCycle.divFactor", divFactor);
        positive("OneCycle.finalDivFactor", finalDivFactor);
    }

    @Override
    public double at(long step) {
        double start = maxLearningRate / divFactor;
        double end = start / finalDivFactor;
        double peak = warmupShare * totalSteps - 1;
        double last = totalSteps - 1;
        return step <= peak
                ? wave(start, maxLearningRate, step / peak)
                : wave(maxLearningRate, end, (Math.min((double) step, last) - peak) / (last - peak));
    }

    private static double wave(double from, double to, double done) {
        return to + (from - to) / 2 * (1 + Math.cos(Math.PI * done));
    }
}
