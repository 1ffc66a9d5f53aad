package gradus.callbacks;

/// Ends training when a monitored value has not improved for some epochs, and restores the best weights. See
/// [EarlyStopping].
///
/// @param monitor the value to monitor, by its name in the logs, such as `val_loss`
/// @param patience the number of epochs without improvement after which training ends, at least 0
/// @param minDelta the smallest change that counts as an improvement, at least 0
/// @param mode the direction of improvement; `auto` is that of the metric
/// @param restoreBestWeights whether the weights of the best epoch are restored at the end
/// @param startFromEpoch the epoch, from 0, before which values are ignored
public record EarlyStoppingRule(
        String monitor, int patience, double minDelta, Mode mode, boolean restoreBestWeights, int startFromEpoch)
        implements CallbackRule {
    /// Checks the arguments.
    ///
    /// @throws IllegalArgumentException if a number is out of range
    public EarlyStoppingRule {
        callback(monitor, patience, minDelta, mode, restoreBestWeights, startFromEpoch);
    }

    /// Creates a rule that monitors `val_loss` with a patience of 0.
    public EarlyStoppingRule() {
        this("val_loss", 0, 0, Mode.AUTO, true, 0);
    }

    @Override
    public Callback start() {
        return callback(monitor, patience, minDelta, mode, restoreBestWeights, startFromEpoch);
    }

    private static Callback callback(
            String monitor, int patience, double minDelta, Mode mode, boolean restoreBestWeights, int startFromEpoch) {
        return new EarlyStopping(monitor, patience)
                .minDelta(minDelta)
                .mode(mode)
                .restoreBestWeights(restoreBestWeights)
                .startFromEpoch(startFromEpoch);
    }
}
