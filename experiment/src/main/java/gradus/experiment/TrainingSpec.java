package gradus.experiment;

import gradus.GradientDescent;
import gradus.callbacks.CallbackRule;
import gradus.experiment.nets.Budget;
import gradus.losses.Loss;
import gradus.math.Precision;
import gradus.metrics.Metric;
import gradus.optimizers.Optimizer;
import gradus.schedules.Schedule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How a run trains. Null means: by the data.
///
/// @param loss or null for the task's
/// @param optimizer or null
/// @param schedule of the learning rate, or null for the optimizer's own
/// @param batch how many rows an update looks at, or null
/// @param epochs the most epochs, or null
/// @param patience epochs without improvement before training ends; 0 for never, or null
/// @param validationFrequency after how many epochs each the validation rows are evaluated
/// @param classWeights how much the rows of each class count, or null for 1 each
/// @param shuffle whether every epoch has an order of its own
/// @param metrics computed besides those of the task; none if it is empty
/// @param callbacks of the training; none if it is empty
/// @param precision in which matrices are multiplied
/// @param budget what the training of an ensemble may cost, or null for the usual
public record TrainingSpec(
        @Nullable Loss loss,
        @Nullable Optimizer optimizer,
        @Nullable Schedule schedule,
        @Nullable GradientDescent batch,
        @Nullable Integer epochs,
        @Nullable Integer patience,
        int validationFrequency,
        @Nullable ClassWeights classWeights,
        boolean shuffle,
        List<Metric> metrics,
        List<CallbackRule> callbacks,
        Precision precision,
        @Nullable Budget budget) {
    /// Everything by the data.
    static TrainingSpec standard() {
        return new TrainingSpec(
                null, null, null, null, null, null, 1, null, true, List.of(), List.of(), Precision.FLOAT32, null);
    }
}
