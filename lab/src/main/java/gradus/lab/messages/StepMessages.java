package gradus.lab.messages;

import java.util.List;
import java.util.Map;

/// The messages of the panel that takes a training step apart.
public final class StepMessages {
    private StepMessages() {}

    /// One training step, taken apart. Of rows the first 32 are shown, of units and columns the first 8.
    ///
    /// @param rows their numbers
    /// @param batch how many rows the step has
    /// @param inputs what came in, row by row, before it was standardized
    /// @param targets as the loss takes them, row by row
    /// @param labels the targets as people say them
    /// @param losses of each row
    /// @param loss of the batch, including penalties
    /// @param onLogits whether loss and last activation are taken together, so that the gradient of a sum is what was
    ///     said less what is true
    /// @param arguments numbers and switches of the optimizer's rule
    /// @param step how many steps the optimizer has made with it
    public record StepView(
            int[] rows,
            int batch,
            List<String> names,
            float[][] inputs,
            float[][] targets,
            List<String> labels,
            float[] losses,
            double loss,
            String lossName,
            boolean onLogits,
            double l1,
            double l2,
            double rate,
            String optimizer,
            Map<String, Object> arguments,
            long step,
            List<StepLayer> layers) {}

    /// A layer in one step. What depends on the row is `[rows][units]`, weights are `[inputs][units]`.
    ///
    /// @param normalization what stands between sums and activation, or empty
    /// @param incoming what came in
    /// @param sums before normalization and activation
    /// @param normalized what the activation took, if sums were normalized; else empty
    /// @param outputs of the activation
    /// @param passed on, after dropout
    /// @param slopes of the activation; empty where it mixes units
    /// @param deltas how the row's loss changes with the sums
    /// @param gradients how the loss of the batch changes with the weights
    /// @param after the weights after the step
    /// @param slots what the optimizer remembers of each weight after the step
    public record StepLayer(
            String title,
            String activation,
            String normalization,
            int inputs,
            int units,
            float[][] incoming,
            float[][] weights,
            float[] biases,
            float[][] sums,
            float[][] normalized,
            float[][] outputs,
            float[][] passed,
            float[][] slopes,
            float[][] deltas,
            float[][] gradients,
            float[] biasGradients,
            float[][] after,
            float[] biasesAfter,
            Map<String, float[][]> slots) {}
}
