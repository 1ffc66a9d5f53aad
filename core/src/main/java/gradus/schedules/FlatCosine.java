package gradus.schedules;

import static gradus.internal.Require.notNegative;
import static gradus.internal.Require.positive;

/// A value that stays constant for the first half of the training and then falls to 0 along half a cosine wave:
/// `initial·½·(1 + cos(π·max(0, 2·step / totalSteps - 1)))`. Keras has no counterpart.
///
/// [Holzmüller, Grinsztajn & Steinwart 2024](https://arxiv.org/abs/2407.04491), where dropout and weight decay
/// follow it
///
/// @param initialLearningRate the value of the first half
/// @param totalSteps the number of steps of the whole training
public record FlatCosine(double initialLearningRate, double totalSteps) implements Schedule {
    /// Validates the arguments.
    ///
    /// @throws IllegalArgumentException if an argument is out of range
    public FlatCosine {
        notNegative("FlatCosine.initialLearningRate", initialLearningRate);
        positive("FlatCosine.totalSteps", totalSteps);
    }

    @Override
    public double at(long step) {
        double fallen = Math.clamp(2 * step / totalSteps - 1, 0.0, 1.0);
        return initialLearningRate * 0.5 * (1 + Math.cos(Math.PI * fallen));
    }
}
