package gradus.schedules;

import static gradus.internal.Require.notNegative;
import static gradus.internal.Require.positive;

/// A rate that goes from one value to another and stays: `(initial - end)·(1 - step / decaySteps)^power + end`.
///
/// @param initialLearningRate the rate at step 0
/// @param decaySteps after how many steps the end is reached
/// @param endLearningRate the rate from then on
/// @param power 1 for a straight line
/// @param cycle whether the rate jumps up again at the end, to fall over a multiple of `decaySteps`
public record PolynomialDecay(
        double initialLearningRate, double decaySteps, double endLearningRate, double power, boolean cycle)
        implements Schedule {
    /// Keras's defaults: a straight line to 0.0001.
    public PolynomialDecay(double initialLearningRate, double decaySteps) {
        this(initialLearningRate, decaySteps, 0.0001, 1, false);
    }

    /// Checks the ranges.
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
