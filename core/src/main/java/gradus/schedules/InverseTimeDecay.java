package gradus.schedules;

import static gradus.internal.Require.notNegative;
import static gradus.internal.Require.positive;

/// A rate that falls as one over time: `initial / (1 + decayRate·step / decaySteps)`.
///
/// @param initialLearningRate the rate at step 0
/// @param decaySteps the unit of time
/// @param decayRate how fast it falls
/// @param staircase whether it falls at once at the end of each `decaySteps`, not step by step
public record InverseTimeDecay(double initialLearningRate, double decaySteps, double decayRate, boolean staircase)
        implements Schedule {
    /// Step by step.
    public InverseTimeDecay(double initialLearningRate, double decaySteps, double decayRate) {
        this(initialLearningRate, decaySteps, decayRate, false);
    }

    /// Checks the ranges.
    public InverseTimeDecay {
        notNegative("InverseTimeDecay.initialLearningRate", initialLearningRate);
        positive("InverseTimeDecay.decaySteps", decaySteps);
        notNegative("InverseTimeDecay.decayRate", decayRate);
    }

    @Override
    public double at(long step) {
        double periods = step / decaySteps;
        return initialLearningRate / (1 + decayRate * (staircase ? Math.floor(periods) : periods));
    }
}
