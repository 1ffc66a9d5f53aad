package gradus.schedules;

import static gradus.internal.Require.notNegative;
import static gradus.internal.Require.positive;

/// A learning rate that moves from one value to another and stays there:
/// `(initial - end)·(1 - step / decaySteps)^power + end`.
///
/// @param initialLearningRate the rate at step 0
/// @param decaySteps the number of steps of the decay
/// @param endLearningRate the final rate
/// @param power the exponent; 1 gives a straight line
/// @param cycle whether the decay starts again when it ends, over the next multiple of `decaySteps`
public record PolynomialDecay(
        double initialLearningRate, double decaySteps, double endLearningRate, double power, boolean cycle)
        implements Schedule {
    /// Creates the schedule with Keras's defaults: a straight line to 0.0001.
    ///
    /// @param initialLearningRate the rate at step 0
    /// @param decaySteps the number of steps of the decay
    public PolynomialDecay(double initialLearningRate, double decaySteps) {
        this(initialLearningRate, decaySteps, 0.0001, 1, false);
    }

    /// Validates the arguments.
    ///
    /// @throws IllegalArgumentException if an argument is out of range
    public PolynomialDecay {
        notNegative("PolynomialDecay.initialLearningRate", initialLearningRate);
        positive("PolynomialDecay.decaySteps", decaySteps);
        notNegative("PolynomialDecay.endLearningRate", endLearningRate);
        positive("PolynomialDecay.power", power);
    }

    @Override
    public double at(long step) {
        double end = cycle ? decaySteps * Math.max(1, Math.ceil(step / decaySteps)) : decaySteps;
        double done = Math.min((double) step, end) / end;
        return (initialLearningRate - endLearningRate) * Math.pow(1 - done, power) + endLearningRate;
    }
}
