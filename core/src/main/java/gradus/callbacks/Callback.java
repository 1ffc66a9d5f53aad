package gradus.callbacks;

/// Receives the events of a training and may act on them. Early stopping, checkpoints, progress bars and the lab
/// are all callbacks; they receive the same events.
@FunctionalInterface
public interface Callback {
    /// Handles an event. It is called on the training thread, in the order in which the callbacks were given.
    ///
    /// @param event the event
    /// @param training the training, to query and to control
    void on(TrainingEvent event, Training training);

    /// {@return whether to receive [TrainingEvent.BatchEnded], which is not created unless some callback wants it}
    default boolean wantsBatches() {
        return false;
    }

    /// Returns the state of the callback in this training, for a checkpoint. With it and the same settings, another
    /// instance continues exactly as this one would. By default there is none.
    ///
    /// @return the state
    default CallbackState state() {
        return CallbackState.EMPTY;
    }

    /// Restores a state returned by [#state()]. It is called after [TrainingEvent.Started], on which callbacks
    /// reset themselves.
    ///
    /// @param state the state
    default void restore(CallbackState state) {}
}
