package gradus.losses;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The Dice loss, how little targets and predictions overlap: `1 - 2·Σ target·prediction / (Σ target + Σ prediction +
/// 1e-7)`. It does not depend on how rare the targets of 1 are.
///
/// The sums are over the whole batch, as in Keras, unless `axis` is `[-1]`: then each row has its own loss. With the
/// overlap `O` and the divisor `D`, the gradient is `2·(O - target·D)/D²`.
///
/// [Milletari et al. 2016](https://arxiv.org/abs/1606.04797)
///
/// @param reduction how the losses of the rows of a batch become one number
/// @param axis the axes over which to sum: null for the whole batch, `[-1]` for each row
public record Dice(Reduction reduction, @Nullable List<Integer> axis) implements OverlapLoss {
    /// Creates the loss over the whole batch.
    public Dice() {
        this(Reduction.SUM_OVER_BATCH_SIZE, null);
    }

    /// Validates the arguments.
    ///
    /// @throws IllegalArgumentException if `axis` is another one, or the reduction is a sum over a single loss
    public Dice {
        OverlapLoss.check("Dice", axis, reduction);
        axis = OverlapLoss.copy(axis);
    }

    @Override
    public double numerator() {
        return 2;
    }

    @Override
    public double common() {
        return 0;
    }

    @Override
    public double ofTargets() {
        return 1;
    }

    @Override
    public double ofPredictions() {
        return 1;
    }
}
