package gradus.callbacks;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Validates the average of the weights instead of the weights themselves. The optimizer must keep an average, see
/// [gradus.optimizers.Optimizer#movingAverage]. It trains on with the weights.
///
/// The model has the average from the end of an epoch to the start of the next one, too, if [#swapOnEpoch(boolean)] is
/// on: callbacks after this one, such as [ModelCheckpoint], then save the average. After training the model has the
/// average in any case, also where training ended early, for which Keras leaves the weights in the model.
public final class SwapEMAWeights implements Callback {
    private boolean swapOnEpoch;
    /// The weights, while the model has their average.
    private float @Nullable [] weights;

    /// Creates a callback that swaps for the validation only.
    public SwapEMAWeights() {}

    /// Sets whether the model has the average between two epochs; by default it does not.
    ///
    /// @param value whether it does
    /// @return this
    public SwapEMAWeights swapOnEpoch(boolean value) {
        swapOnEpoch = value;
        return this;
    }

    /// {@inheritDoc}
    ///
    /// @throws IllegalStateException if the optimizer averages no weights
    @Override
    public void on(TrainingEvent event, Training training) {
        switch (event) {
            case TrainingEvent.Started started -> {
                weights = null;
                average(training);
            }
            case TrainingEvent.EpochStarted started -> restore(training);
            case TrainingEvent.BatchEnded ended -> {}
            case TrainingEvent.ValidationStarted started -> swap(training);
            case TrainingEvent.ValidationEnded ended -> restore(training);
            case TrainingEvent.EpochEnded ended -> {
                if (swapOnEpoch) {
                    swap(training);
                }
            }
            // The trainer has replaced the weights by their average for good.
            case TrainingEvent.Ended ended -> weights = null;
        }
    }

    private static float[] average(Training training) {
        float[] average = training.averagedParameters();
        if (average == null) {
            throw new IllegalStateException("SwapEMAWeights needs an optimizer that averages its weights, as"
                    + " new Adam().movingAverage(0.99, null) does, and adam(use_ema=true) in notation");
        }
        return average;
    }

    private void swap(Training training) {
        float[] average = average(training);
        weights = training.parameters();
        training.parameters(average);
    }

    private void restore(Training training) {
        if (weights != null) {
            training.parameters(weights);
            weights = null;
        }
    }

    @Override
    public CallbackState state() {
        return weights == null
                ? CallbackState.of(Map.of("swapped", 0.0))
                : new CallbackState(Map.of("swapped", 1.0), Map.of("weights", weights));
    }

    @Override
    public void restore(CallbackState state) {
        float[] saved = state.arrays().get("weights");
        weights = saved == null ? null : saved.clone();
    }
}
