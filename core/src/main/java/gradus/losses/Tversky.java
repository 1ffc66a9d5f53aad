package gradus.losses;

import static gradus.internal.Require.notNegative;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A [Dice] loss that weighs the two kinds of mistake: `1 - O / (O + alpha·Σ prediction·(1 - target) +
/// beta·Σ target·(1 - prediction) + 1e-7)`, with the overlap `O = Σ target·prediction`.
///
/// The sums are over the whole batch, as in Keras, unless `axis` is `[-1]`: then each row has its own loss. Keras up to
/// 3.15 exchanges `alpha` and `beta`; 3.16 has them as here and in the paper.
///
/// [Salehi et al. 2017](https://arxiv.org/abs/1706.05721)
///
/// @param alpha the weight of predictions without a target, false positives, at least 0
/// @param beta the weight of targets that are missed, false negatives, at least 0
/// @param reduction how the losses of the rows of a batch become one number
/// @param axis the axes over which to sum: null for the whole batch, `[-1]` for each row
public record Tversky(
        double alpha,
        double beta,
        Reduction reduction,
        @Nullable List<Integer> axis) implements OverlapLoss {
    /// Creates the loss with Keras's defaults, `alpha = beta = 0.5`.
    public Tversky() {
        this(0.5, 0.5);
    }

    /// Creates the loss over the whole batch.
    ///
    /// @param alpha the weight of predictions without a target, false positives, at least 0
    /// @param beta the weight of targets that are missed, false negatives, at least 0
    public Tversky(double alpha, double beta) {
        this(alpha, beta, Reduction.SUM_OVER_BATCH_SIZE, null);
    }

    /// Validates the arguments.
    ///
    /// @throws IllegalArgumentException if an argument is out of range
    public Tversky {
        notNegative("Tversky.alpha", alpha);
        notNegative("Tversky.beta", beta);
        OverlapLoss.check("Tversky", axis, reduction);
        axis = OverlapLoss.copy(axis);
    }

    @Override
    public double numerator() {
        return 1;
    }

    @Override
    public double common() {
        return 1 - alpha - beta;
    }

    @Override
    public double ofTargets() {
        return beta;
    }

    @Override
    public double ofPredictions() {
        return alpha;
    }
}
