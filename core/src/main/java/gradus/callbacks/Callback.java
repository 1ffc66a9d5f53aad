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

    /// What the callback remembers of this training, for a checkpoint: with it and the same settings another one
    /// goes on exactly as this one would. Most remember nothing.
    default CallbackState state() {
        return CallbackState.EMPTY;
    }

    /// Goes on from what [#state()] gave. Called after [TrainingEvent.Started], on which callbacks forget everything.
    default void restore(CallbackState state) {}
}
