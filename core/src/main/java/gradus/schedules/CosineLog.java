package gradus.schedules;

import static gradus.internal.Require.positive;
import static gradus.internal.Require.require;

/// A learning rate that rises and falls in cycles, each twice as long as the one before:
/// `max·½·(1 - cos(2π·log₂(1 + (2^cycles - 1)·step / totalSteps)))`. It starts and ends at 0. Keras has no
/// counterpart.
///
/// [Holzmüller, Grinsztajn & Steinwart 2024](https://arxiv.org/abs/2407.04491), with 4 cycles
///
/// @param maxLearningRate the peak of each cycle
/// @param totalSteps the number of steps of the whole training
/// @param cycles the number of cycles, from 1 to 30
public record CosineLog(double maxLearningRate, double totalSteps, int cycles) implements Schedule {
    /// Creates the schedule with 4 cycles.
    ///
    /// @param maxLearningRate the peak of each cycle
    /// @param totalSteps the number of steps of the whole training
    public CosineLog(double maxLearningRate, double totalSteps) {
        this(maxLearningRate, totalSteps, 4);
    }

    /// Validates the arguments.
    ///
    /// @throws IllegalArgumentException if an argument is out of range
    public CosineLog {
        positive("CosineLog.maxLearningRate", maxLearningRate);
        positive("CosineLog.totalSteps", totalSteps);
        require(cycles >= 1 && cycles <= 30, "CosineLog.cycles must be in [1, 30], got %s", cycles);
    }

    @Override
    public double at(long step) {
        double done = Math.min(step / totalSteps, 1);
        double cycle = Math.log1p(((1 << cycles) - 1) * done) / Math.log(2);
        return maxLearningRate * 0.5 * (1 - Math.cos(2 * Math.PI * cycle));
    }
}
