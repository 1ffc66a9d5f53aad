package gradus.schedules;

import static gradus.internal.Require.notNegative;
import static gradus.internal.Require.positive;

/// A learning rate that is multiplied by the same factor every `decaySteps` steps:
/// `initial·decayRate^(step / decaySteps)`.
///
/// @param initialLearningRate the rate at step 0
/// @param decaySteps the number of steps after which the rate has changed by the factor
/// @param decayRate the factor
/// @param staircase whether the rate changes only at the end of each `decaySteps` instead of at every step
public record ExponentialDecay(double initialLearningRate, double decaySteps, double decayRate, boolean staircase)
        implements Schedule {
    /// Creates a decay that changes the rate at every step.
    ///
    /// @param initialLearningRate the rate at step 0
    /// @param decaySteps the number of steps after which the rate has changed by the factor
    /// @param decayRate the factor
    public ExponentialDecay(double initialLearningRate, double decaySteps, double decayRate) {
        this(initialLearningRate, decaySteps, decayRate, false);
    }

    /// Validates the arguments.
    ///
    /// @throws IllegalArgumentException if an argument is out of range
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
