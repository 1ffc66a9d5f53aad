package gradus.training;

import gradus.losses.Loss;
import gradus.metrics.Metric;
import gradus.optimizers.Optimizer;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// All that a model file holds.
///
/// @param graph the layers
/// @param parameters their values, in the layout of [Parameters]
/// @param compilation optimizer, losses and metrics; null for a model that was not compiled
/// @param optimizerState where the optimizer stood; null if it never ran
/// @param notes what Gradus keeps beside: column names, labels, the task. Other readers ignore it
public record SavedModel(
        Graph graph,
        Parameters parameters,
        @Nullable Compilation compilation,
        @Nullable OptimizerState optimizerState,
        Map<String, String> notes) {
    /// Copies the notes.
    public SavedModel {
        notes = Map.copyOf(notes);
    }

    /// What a model was compiled with.
    ///
    /// @param losses one an output
    /// @param lossWeights one an output
    /// @param metrics watched for the first output
    public record Compilation(Optimizer optimizer, List<Loss> losses, List<Double> lossWeights, List<Metric> metrics) {
        /// Copies the lists.
        public Compilation {
            losses = List.copyOf(losses);
            lossWeights = List.copyOf(lossWeights);
            metrics = List.copyOf(metrics);
        }
    }

    /// Where an optimizer stands.
    ///
    /// @param steps how many batches' gradients it was given
    /// @param learningRate the rate of the next update, which callbacks may have changed
    /// @param slots by name, each in the layout of the trainable parameters: the rule's own in its order, then
    ///     `gradient_accumulator` and `average` where they are kept
    public record OptimizerState(long steps, double learningRate, Map<String, float[]> slots) {}
}
