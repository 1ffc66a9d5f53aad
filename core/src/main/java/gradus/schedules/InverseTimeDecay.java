package gradus.schedules;

import static gradus.internal.Require.notNegative;
import static gradus.internal.Require.positive;

/// A learning rate that falls in inverse proportion to time: `initial / (1 + decayRate·step / decaySteps)`.
///
/// @param initialLearningRate the rate at step 0
/// @param decaySteps the number of steps that make one unit of time
/// @param decayRate the speed of the decay
/// @param staircase whether the rate changes only at the end of each `decaySteps` instead of at every step
public record InverseTimeDecay(double initialLearningRate, double decaySteps, double decayRate, boolean staircase)
        implements Schedule {
    /// Creates a decay that changes the rate at every step.
    ///
    /// @param initialLearningRate the rate at step 0
    /// @param decaySteps the number of steps that make one unit of time
    /// @param decayRate the speed of the decay
    public InverseTimeDecay(double initialLearningRate, double decaySteps, double decayRate) {
        this(initialLearningRate, decaySteps, decayRate, false);
    }

    /// Validates the arguments.
    ///
    /// @throws IllegalArgumentException if an argument is out of range
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
