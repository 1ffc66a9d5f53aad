package gradus.callbacks;

/// Something that watches training, and may act on it. Early stopping, checkpoints, progress bars and the lab are all
/// callbacks; they see the same events.
@FunctionalInterface
public interface Callback {
    /// Something happened. Called on the training thread, in the order in which callbacks were given.
    ///
    /// @param training what can be asked and done
    void on(TrainingEvent event, Training training);

    /// Whether [TrainingEvent.BatchEnded] is wanted. It is not created when nobody wants it.
    default boolean wantsBatches() {
        return false;
    }
}
