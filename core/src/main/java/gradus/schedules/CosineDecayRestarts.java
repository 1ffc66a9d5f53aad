package gradus.schedules;

import static gradus.internal.Require.notNegative;
import static gradus.internal.Require.positive;
import static gradus.internal.Require.require;

/// A rate that falls along half a wave of the cosine, jumps up, and falls again, each time over `tMul` times as many
/// steps and from `mMul` times the height: `initial·((1 - alpha)·½·mMulⁱ·(1 + cos(π·done)) + alpha)`, where `done` is
/// how much of the `i`-th fall is done.
///
/// [Loshchilov & Hutter 2017](https://arxiv.org/abs/1608.03983)
///
/// @param initialLearningRate the rate at step 0
/// @param firstDecaySteps how many steps the first fall takes
/// @param tMul by how much longer each fall is than the last, at least 1
/// @param mMul by how much higher each peak is than the last
/// @param alpha the share of the initial rate that is left at the end of a fall
public record CosineDecayRestarts(
        double initialLearningRate, double firstDecaySteps, double tMul, double mMul, double alpha)
        implements Schedule {
    /// Keras's defaults: falls that double in length, from the same height to zero.
    public CosineDecayRestarts(double initialLearningRate, double firstDecaySteps) {
        this(initialLearningRate, firstDecaySteps, 2, 1, 0);
    }

    /// Checks the ranges.
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
