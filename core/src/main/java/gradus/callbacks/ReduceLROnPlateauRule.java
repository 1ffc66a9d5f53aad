package gradus.callbacks;

/// Multiplies the learning rate by a factor when a monitored value has not improved for some epochs. See
/// [ReduceLROnPlateau].
///
/// @param monitor the value to monitor, by its name in the logs, such as `val_loss`
/// @param factor the factor of the learning rate, in (0, 1)
/// @param patience the number of epochs without improvement after which the rate is reduced, at least 0
/// @param mode the direction of improvement; `auto` is that of the metric
/// @param minDelta the smallest change that counts as an improvement, at least 0
/// @param cooldown the number of epochs after a reduction that do not count towards the patience, at least 0
/// @param minLr the lower limit of the learning rate, at least 0
public record ReduceLROnPlateauRule(
        String monitor, double factor, int patience, Mode mode, double minDelta, int cooldown, double minLr)
        implements CallbackRule {
    /// Checks the arguments.
    ///
    /// @throws IllegalArgumentException if a number is out of range
    public ReduceLROnPlateauRule {
        callback(monitor, factor, patience, mode, minDelta, cooldown, minLr);
    }

    /// Creates a rule that monitors `val_loss` and multiplies the learning rate by 0.1 after 10 epochs without
    /// improvement.
    public ReduceLROnPlateauRule() {
        this("val_loss", 0.1, 10, Mode.AUTO, 1e-4, 0, 0);
    }

    @Override
    public Callback start() {
        return callback(monitor, factor, patience, mode, minDelta, cooldown, minLr);
    }

    private static Callback callback(
            String monitor, double factor, int patience, Mode mode, double minDelta, int cooldown, double minLr) {
        return new ReduceLROnPlateau(monitor, factor, patience)
                .mode(mode)
                .minDelta(minDelta)
                .cooldown(cooldown)
                .minLearningRate(minLr);
    }
}
