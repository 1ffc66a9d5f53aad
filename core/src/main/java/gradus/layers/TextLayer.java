package gradus.layers;

import gradus.data.Rows;
import java.util.List;

/// A layer that can read text. Text never enters a network: such a layer encodes the rows of text inputs beforehand,
/// and the network takes what it gives.
public sealed interface TextLayer extends CategoryLayer permits StringLookup, Hashing, HashedCrossing {
    /// {@return whether this layer reads text at all, and not the indices of texts}
    default boolean readsText() {
        return true;
    }

    /// Encodes rows of inputs.
    ///
    /// @param inputs one table per input, at least one of them a [gradus.data.TextRows]
    /// @return the output of each row
    /// @throws IllegalArgumentException if a value has no index; the message names its row, column and value
    Rows encode(List<Rows> inputs);
}
