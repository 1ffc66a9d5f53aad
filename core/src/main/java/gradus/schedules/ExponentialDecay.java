package gradus.schedules;

import static gradus.internal.Require.notNegative;
import static gradus.internal.Require.positive;

/// A rate that falls by the same factor in the same number of steps: `initial·decayRate^(step / decaySteps)`.
///
/// @param initialLearningRate the rate at step 0
/// @param decaySteps after how many steps the rate has changed by the factor
/// @param decayRate the factor
/// @param staircase whether it falls at once at the end of each `decaySteps`, not step by step
public record ExponentialDecay(double initialLearningRate, double decaySteps, double decayRate, boolean staircase)
        implements Schedule {
    /// Step by step.
    public ExponentialDecay(double initialLearningRate, double decaySteps, double decayRate) {
        this(initialLearningRate, decaySteps, decayRate, false);
    }

    /// Checks the ranges.
    public ExponentialDecay {
        notNegative("ExponentialDecay.initialLearningRate", initialLearningRate);
        positive("ExponentialDecay.decaySteps", decaySteps);
        notNegative("ExponentialDecay.decayRate", decayRate);
    }

    @Override
    public double at(long step) {
        double periods = step / decaySteps;
        return initialLearningRate * Math.pow(decayRate, staircase ? Math.floor(periods) : periods);
    }
}
