package gradus.callbacks;

/// What a callback does, as a value: a record that a registry holds and text can name, as `early_stopping(val_loss, 5)`
/// does. A [Callback] has state, which its training owns; so each training gets a callback of its own.
///
/// A rule of your own is a record. Register it with `Registry.CALLBACKS` to use it on the command line.
@FunctionalInterface
public interface CallbackRule {
    /// Starts the rule for one training.
    ///
    /// @return a new callback
    Callback start();
}
