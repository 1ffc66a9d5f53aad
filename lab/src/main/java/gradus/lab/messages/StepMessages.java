package gradus.lab.messages;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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
    /// @param lossAbout what its documentation says of the loss, with formulas in backticks
    /// @param optimizerAbout what its documentation says of the optimizer's rule, with formulas in backticks
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
            String lossAbout,
            boolean onLogits,
            double l1,
            double l2,
            double rate,
            String optimizer,
            String optimizerAbout,
            Map<String, Object> arguments,
            long step,
            List<StepLayer> layers) {}

    /// A layer in one step. What depends on the row is `[rows][units]`, weights are `[inputs][units]`.
    ///
    /// @param activationAbout what its documentation says of the activation, with formulas in backticks
    /// @param normalization what stands between sums and activation, or empty
    /// @param statistics of batch normalization, or null
    /// @param incoming what came in
    /// @param sums before normalization and activation
    /// @param normalized what the activation took, if sums were normalized; else empty
    /// @param outputs of the activation
    /// @param passed on, after dropout
    /// @param slopes of the activation; empty where it mixes units
    /// @param deltas how the row's loss changes with the sums
    /// @param weights with which the step ran forward and back
    /// @param gradients how the loss of the batch changes with the weights
    /// @param start the weights before the step: another place than `weights` where the optimizer looks ahead
    /// @param after the weights after the step
    /// @param slots what the optimizer remembers of each weight after the step
    public record StepLayer(
            String title,
            String activation,
            String activationAbout,
            String normalization,
            @Nullable StatisticsView statistics,
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
            float[][] start,
            float[][] after,
            float[] biasesAfter,
            Map<String, float[][]> slots) {}

    /// The numbers of batch normalization for each unit, in one step.
    ///
    /// @param about what its documentation says of it, with formulas in backticks
    /// @param momentum the part of the running numbers that a step keeps
    /// @param epsilon the number added to the variance
    /// @param batch mean and variance of the batch, by name
    /// @param before gamma, beta, and the running mean and variance before the step, by name
    /// @param gradients of gamma and beta, by name
    /// @param after the same as before, after the step
    public record StatisticsView(
            String about,
            double momentum,
            double epsilon,
            Map<String, float[]> batch,
            Map<String, float[]> before,
            Map<String, float[]> gradients,
            Map<String, float[]> after) {}
}
