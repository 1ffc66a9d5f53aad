package gradus.optimizers;

/// A rule that updates each number by itself, from its gradient and its own places in the slots, which have the
/// layout of the parameters. Ranges can therefore be split anywhere, shared by threads, and updated while they are
/// in the cache.
public non-sealed interface ElementwiseOptimizer extends Optimizer {
    /// Updates `parameters[from, to)` and the same range of every slot, in place. It must not allocate; disjoint
    /// ranges may be updated at the same time.
    ///
    /// @param parameters all parameters
    /// @param gradients the gradients of the loss, in the layout of the parameters
    /// @param slots the slots, in the order of [#slots()]
    /// @param from the first index, inclusive
    /// @param to the last index, exclusive
    /// @param step the current update
    void update(float[] parameters, float[] gradients, float[][] slots, int from, int to, Step step);

    /// Moves `parameters[from, to)` to the point at which the gradient is evaluated, before the forward pass of a
    /// training step. Most rules evaluate it at the current point and do nothing. The trainer saves the current
    /// point and restores it before [#update], so that no rounding error remains.
    ///
    /// @param parameters all parameters
    /// @param slots the slots, in the order of [#slots()]
    /// @param from the first index, inclusive
    /// @param to the last index, exclusive
    /// @param step the current update
    default void lookAhead(float[] parameters, float[][] slots, int from, int to, Step step) {}

    /// {@return whether [#lookAhead] does anything}
    default boolean looksAhead() {
        return false;
    }
}
