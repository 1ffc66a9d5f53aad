package gradus.optimizers;

/// A rule that updates each number by itself, from its own gradient and its own places in the slots, which have the
/// layout of the parameters. Ranges may then be cut anywhere, shared by threads, and updated while they are in a
/// cache.
public non-sealed interface ElementwiseOptimizer extends Optimizer {
    /// Updates `parameters[from, to)` and the same range of every slot, in place. Allocates nothing; disjoint
    /// ranges may be updated at the same time.
    ///
    /// @param gradients of the loss, in the layout of the parameters
    /// @param slots in the order of [#slots()]
    void update(float[] parameters, float[] gradients, float[][] slots, int from, int to, Step step);

    /// Moves `parameters[from, to)` to where the gradient is to be taken, before the forward pass of a training
    /// step. Most rules take it where they stand and do nothing. Whoever trains keeps where they stood and puts
    /// them back before [#update], so that no rounding stays behind.
    default void lookAhead(float[] parameters, float[][] slots, int from, int to, Step step) {}

    /// Whether [#lookAhead] does anything.
    default boolean looksAhead() {
        return false;
    }
}
