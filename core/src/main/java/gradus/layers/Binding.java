package gradus.layers;

import gradus.data.Shape;
import gradus.math.Compute;
import gradus.math.Functions;
import gradus.math.RangeTask;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Everything that a layer works with at one place of one network. Arrays of data are `[capacity, size of a row]`,
/// row-major; only the first `pass.rows()` rows are in use.
///
/// @param inputShapes the shape of a row of each input
/// @param outputShape the shape of a row of the output
/// @param capacity the largest number of rows of a batch
/// @param inputs the input data, one array per input
/// @param output receives the output of `forward`
/// @param inputGradients receives the gradient for each input from `backward`; null for gradients that are not
///     needed
/// @param outputGradient the gradient with respect to the output, from which `backward` starts
/// @param parameters all parameters of the network
/// @param parameterGradients the gradients in the same layout; used by `backward` only
/// @param offsets the index of each of this layer's parameters in both
/// @param settled `backward` calls it when the gradients `[from, to)` are final and neither they nor the parameters
///     at these indices are needed any more, so that they can be updated at once, while they are in the cache. It
///     must be called for all of a parameter or for none of it
/// @param accumulate whether parameter gradients are added to the existing ones (for a layer used at several
///     places) instead of overwriting them
/// @param trainable false for a frozen layer: parameter gradients are not needed, and running statistics do not
///     change
/// @param randomKey the key of this place's own stream of random numbers
/// @param compute functions, matrix products, and the threads that share the work
public record Binding(
        List<Shape> inputShapes,
        Shape outputShape,
        int capacity,
        List<float[]> inputs,
        float[] output,
        List<float @Nullable []> inputGradients,
        float[] outputGradient,
        float[] parameters,
        float[] parameterGradients,
        int[] offsets,
        RangeTask settled,
        boolean accumulate,
        boolean trainable,
        long randomKey,
        Compute compute) {
    /// Returns this binding with other data.
    ///
    /// @param inputShapes the shape of a row of each input
    /// @param outputShape the shape of a row of the output
    /// @param inputs the input data, one array per input
    /// @param output receives the output
    /// @param inputGradients receives the gradient for each input; null for gradients that are not needed
    /// @param outputGradient the gradient with respect to the output
    /// @return the binding
    Binding withData(
            List<Shape> inputShapes,
            Shape outputShape,
            List<float[]> inputs,
            float[] output,
            List<float @Nullable []> inputGradients,
            float[] outputGradient) {
        return new Binding(
                inputShapes,
                outputShape,
                capacity,
                inputs,
                output,
                inputGradients,
                outputGradient,
                parameters,
                parameterGradients,
                offsets,
                settled,
                accumulate,
                trainable,
                randomKey,
                compute);
    }

    /// Returns this binding for rows that are parts of its rows, one after another.
    ///
    /// @param parts the number of parts of a row
    /// @param inputShapes the shape of a part of each input
    /// @param outputShape the shape of a part of the output
    /// @return the binding
    Binding withRows(int parts, List<Shape> inputShapes, Shape outputShape) {
        return new Binding(
                inputShapes,
                outputShape,
                Math.multiplyExact(capacity, parts),
                inputs,
                output,
                inputGradients,
                outputGradient,
                parameters,
                parameterGradients,
                offsets,
                settled,
                accumulate,
                trainable,
                randomKey,
                compute);
    }

    /// Returns this binding with parameters of its own, whose gradients are overwritten in each pass.
    ///
    /// @param parameters the parameters
    /// @param parameterGradients the gradients in the same layout
    /// @param offsets the index of each parameter in both
    /// @return the binding
    Binding withParameters(float[] parameters, float[] parameterGradients, int... offsets) {
        return new Binding(
                inputShapes,
                outputShape,
                capacity,
                inputs,
                output,
                inputGradients,
                outputGradient,
                parameters,
                parameterGradients,
                offsets,
                RangeTask.NOTHING,
                false,
                trainable,
                randomKey,
                compute);
    }

    /// {@return functions of ranges, such as exp, and sums}
    public Functions functions() {
        return compute.functions();
    }

    /// Runs a task, possibly on several threads, see [Compute#run].
    ///
    /// @param count the number of items
    /// @param grain the number of items that are worth handing to another thread
    /// @param task the task to run on ranges of the items
    public void run(int count, int grain, RangeTask task) {
        compute.run(count, grain, task);
    }

    /// {@return the data of the only input}
    public float[] input() {
        return inputs.getFirst();
    }

    /// {@return the gradient of the only input, or null if it is not needed}
    public float @Nullable [] inputGradient() {
        return inputGradients.getFirst();
    }

    /// {@return the number of values in a row of the only input}
    public int inputSize() {
        return inputShapes.getFirst().size();
    }

    /// {@return the number of values in a row of the output}
    public int outputSize() {
        return outputShape.size();
    }

    /// Returns the index at which a parameter of this layer starts.
    ///
    /// @param i the index of the parameter in the layer
    /// @return the index of its first value
    public int offset(int i) {
        return offsets[i];
    }
}
