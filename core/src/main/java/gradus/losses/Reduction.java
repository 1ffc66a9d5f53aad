package gradus.losses;

/// How the losses of the rows of a batch become one number. `w` are the sample weights, 1 where none are given.
public enum Reduction {
    /// `Σ wᵢ·Lᵢ / n`: Keras's default. The weights do not change the divisor.
    SUM_OVER_BATCH_SIZE,
    /// `Σ wᵢ·Lᵢ`.
    SUM,
    /// `Σ wᵢ·Lᵢ / Σ wᵢ`.
    MEAN_WITH_SAMPLE_WEIGHT,
}
