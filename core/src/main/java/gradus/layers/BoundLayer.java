package gradus.layers;

import org.jspecify.annotations.Nullable;

/// A layer ready to run in one network, for batches of up to a known number of rows. It reads and writes the arrays
/// of its [Binding], keeps what `backward` needs from the last `forward`, and allocates nothing after construction.
/// It is used by one thread at a time and may split its work among `binding`.
public interface BoundLayer {
    /// Computes the first `pass.rows()` rows of the output from those of the inputs.
    ///
    /// @param pass the current pass
    void forward(Pass pass);

    /// Computes the gradients of the loss with respect to parameters and inputs from the gradient with respect to
    /// the output, after a `forward` of the same pass. It may overwrite the gradient of the output.
    ///
    /// @param pass the current pass
    void backward(Pass pass);

    /// Returns what this layer adds to the loss in this pass, as an activity regularizer does; 0 for most layers.
    /// `backward` includes its gradient.
    ///
    /// @param pass the current pass
    /// @return the penalty
    default double penalty(Pass pass) {
        return 0;
    }

    /// Returns this layer as the head of a network, if it ends in an activation for which some losses can be
    /// computed more accurately from the values before it.
    ///
    /// @return the head, or null, as for most layers
    default @Nullable Head head() {
        return null;
    }
}
