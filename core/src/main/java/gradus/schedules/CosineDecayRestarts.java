package gradus.schedules;

import static gradus.internal.Require.notNegative;
import static gradus.internal.Require.positive;
import static gradus.internal.Require.require;

/// A cosine decay that restarts, each time over `tMul` times as many steps and from `mMul` times the height:
/// `initial·((1 - alpha)·½·mMulⁱ·(1 + cos(π·done)) + alpha)`, where `done` is the completed fraction of decay `i`.
///
/// [Loshchilov & Hutter 2017](https://arxiv.org/abs/1608.03983)
///
/// @param initialLearningRate the rate at step 0
/// @param firstDecaySteps the number of steps of the first decay
/// @param tMul the length of each decay relative to the one before, at least 1
/// @param mMul the height of each peak relative to the one before
/// @param alpha the rate at the end of a decay as a fraction of the initial rate
public record CosineDecayRestarts(
        double initialLearningRate, double firstDecaySteps, double tMul, double mMul, double alpha)
        implements Schedule {
    /// Creates the schedule with Keras's defaults: decays that double in length, from the same height to zero.
    ///
    /// @param initialLearningRate the rate at step 0
    /// @param firstDecaySteps the number of steps of the first decay
    public CosineDecayRestarts(double initialLearningRate, double firstDecaySteps) {
        this(initialLearningRate, firstDecaySteps, 2, 1, 0);
    }

    /// Validates the arguments.
    ///
    /// @throws IllegalArgumentException if an argument is out of range
    public CosineDecayRestarts {
        notNegative("CosineDecayRestarts.initialLearningRate", initialLearningRate);
        positive("CosineDecayRestarts.firstDecaySteps", firstDecaySteps);
        require(
                tMul >= 1 && tMul < Double.POSITIVE_INFINITY,
                "CosineDecayRestarts.tMul must be at least 1, got %s",
                tMul);
        positive("CosineDecayRestarts.mMul", mMul);
        notNegative("CosineDecayRestarts.alpha", alpha);
    }

    @Override
    public double at(long step) {
        double done = step / firstDecaySteps;
        double length = 1;
        double falls = 0;
        if (tMul == 1) {
            falls = Math.floor(done);
            done -= falls;
        } else {
            for (; done >= length; falls++) {
                done -= length;
                length *= tMul;
            }
            done /= length;
        }
        double height = Math.pow(mMul, falls);
        return initialLearningRate * ((1 - alpha) * 0.5 * height * (1 + Math.cos(Math.PI * done)) + alpha);
    }
}
