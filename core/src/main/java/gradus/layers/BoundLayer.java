package gradus.layers;

import org.jspecify.annotations.Nullable;

/// A layer at work, in one network, for batches of up to a known number of rows. It reads and writes the arrays of its
/// [Binding], holds what `backward` needs of the last `forward`, and allocates nothing after it was made. It is used by
/// one thread at a time and may split its work among `binding`.
public interface BoundLayer {
    /// Computes the first `pass.rows()` rows of the output from those of the inputs.
    void forward(Pass pass);

    /// Computes the gradients of the loss with respect to parameters and inputs, from the one with respect to the
    /// output, after a `forward` of the same pass. The output's gradient may be overwritten.
    void backward(Pass pass);

    /// What this layer adds to the loss in this pass (an activity regularizer); 0 for most. `backward` includes its
    /// gradient.
    default double penalty(Pass pass) {
        return 0;
    }

    /// This layer as the head of a network, if it ends in an activation of which some losses are computed more
    /// precisely from the values before it. Null for most.
    default @Nullable Head head() {
        return null;
    }
}
