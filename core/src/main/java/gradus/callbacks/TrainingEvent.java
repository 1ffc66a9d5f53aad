package gradus.callbacks;

import java.util.Map;

/// The events of a training, in this order: `Started`, then for each epoch `EpochStarted`, batches, `ValidationStarted`
/// and `ValidationEnded` if the epoch has a validation, and `EpochEnded`, then `Ended`.
public sealed interface TrainingEvent {
    /// Training begins. Callbacks validate their settings here.
    ///
    /// @param epochs the number of the last epoch, from 1
    /// @param stepsPerEpoch the number of batches in an epoch; [Integer#MAX_VALUE] if it ends when batches run out
    record Started(int epochs, int stepsPerEpoch) implements TrainingEvent {}

    /// An epoch begins.
    ///
    /// @param epoch the epoch, from 0
    record EpochStarted(int epoch) implements TrainingEvent {}

    /// A batch is complete.
    ///
    /// @param epoch the epoch, from 0
    /// @param batch the batch in the epoch, from 0
    /// @param rows the number of rows in the batch
    /// @param loss the loss of the batch
    record BatchEnded(int epoch, int batch, int rows, double loss) implements TrainingEvent {}

    /// The validation rows are about to be evaluated.
    ///
    /// @param epoch the epoch, from 0
    record ValidationStarted(int epoch) implements TrainingEvent {}

    /// The validation rows have been evaluated.
    ///
    /// @param epoch the epoch, from 0
    record ValidationEnded(int epoch) implements TrainingEvent {}

    /// An epoch is complete, including its validation.
    ///
    /// @param epoch the epoch, from 0
    /// @param logs `loss` and metrics, then the same with `val_`; callbacks may add values, such as `learning_rate`
    record EpochEnded(int epoch, Map<String, Double> logs) implements TrainingEvent {}

    /// Training is over. Weights may still be changed, for example to the best ones.
    ///
    /// @param epochs the number of epochs that ran
    record Ended(int epochs) implements TrainingEvent {}
}
