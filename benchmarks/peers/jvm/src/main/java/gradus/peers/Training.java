package gradus.peers;

/// A network in training, that goes on for ever.
interface Training extends AutoCloseable {
    /// One step, with its share of an epoch's work: order of the rows, gathering, forward pass, loss, backward pass and
    /// update.
    ///
    /// @return the loss
    double step();

    @Override
    void close();
}
