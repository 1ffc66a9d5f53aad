package gradus.schedules;

import static gradus.internal.Require.positive;
import static gradus.internal.Require.require;

/// The one-cycle policy: a learning rate that rises along half a cosine wave from `max / divFactor` to `max`, then
/// falls along another half to `max / (divFactor·finalDivFactor)` and stays there. It equals PyTorch's
/// `OneCycleLR`; Keras has no counterpart.
///
/// [Smith & Topin 2018](https://arxiv.org/abs/1708.07120)
///
/// @param maxLearningRate the peak
/// @param totalSteps the number of steps of the whole training
/// @param warmupShare the fraction of the steps during which the rate rises, in `(0, 1)`
/// @param divFactor the peak divided by the initial rate
/// @param finalDivFactor the initial rate divided by the final rate
public record OneCycle(
        double maxLearningRate, double totalSteps, double warmupShare, double divFactor, double finalDivFactor)
        implements Schedule {
    /// Creates the schedule with PyTorch's defaults: rises for 30% of the steps from a 25th of the peak, then falls
    /// to a 10,000th of the initial rate.
    ///
    /// @param maxLearningRate the peak
    /// @param totalSteps the number of steps of the whole training
    public OneCycle(double maxLearningRate, double totalSteps) {
        this(maxLearningRate, totalSteps, 0.3, 25, 1e4);
    }

    /// Validates the arguments.
    ///
    /// @throws IllegalArgumentException if an argument is out of range
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
