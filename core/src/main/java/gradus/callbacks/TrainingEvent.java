package gradus.callbacks;

import java.util.Map;

/// What happens during training, in this order: `Started`, then for each epoch `EpochStarted`, batches, `EpochEnded`,
/// then `Ended`.
public sealed interface TrainingEvent {
    /// Training begins. Callbacks check their settings here.
    ///
    /// @param epochs the number of the last epoch, plus 1
    /// @param stepsPerEpoch how many batches an epoch has
    record Started(int epochs, int stepsPerEpoch) implements TrainingEvent {}

    /// An epoch begins.
    ///
    /// @param epoch from 0
    record EpochStarted(int epoch) implements TrainingEvent {}

    /// A batch was learned from.
    ///
    /// @param epoch from 0
    /// @param batch from 0
    /// @param rows of the batch
    /// @param loss of the batch
    record BatchEnded(int epoch, int batch, int rows, double loss) implements TrainingEvent {}

    /// An epoch is over, validation included.
    ///
    /// @param epoch from 0
    /// @param logs `loss`, metrics, the same with `val_`; callbacks may add to it, as `learning_rate`
    record EpochEnded(int epoch, Map<String, Double> logs) implements TrainingEvent {}

    /// Training is over. Weights may still be changed, as to the best ones.
    ///
    /// @param epochs how many epochs ran
    record Ended(int epochs) implements TrainingEvent {}
}
