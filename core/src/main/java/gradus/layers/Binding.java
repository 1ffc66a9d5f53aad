package gradus.layers;

import gradus.data.Shape;
import gradus.math.Compute;
import gradus.math.Functions;
import gradus.math.RangeTask;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// All that a layer gets to work with, at one place of one network. Arrays of data are `[capacity, size of a row]`,
/// row-major; only the first `pass.rows()` rows are in use.
///
/// @param inputShapes the shape of a row of each input
/// @param outputShape the shape of a row of the output
/// @param capacity the largest number of rows of a batch
/// @param inputs the input data, one array an input
/// @param output where `forward` writes
/// @param inputGradients where `backward` writes the gradient for each input; null entries are not wanted
/// @param outputGradient what `backward` starts from
/// @param parameters all parameters of the network
/// @param parameterGradients the gradients in the same layout; used by `backward` only
/// @param offsets where each of this layer's parameters starts in both
/// @param settled told, in `backward`, that the gradients `[from, to)` are final and that neither they nor the
///     parameters at these places are needed any more: they may be updated at once, while they are in the cache. Of a
///     parameter it is told all or nothing
/// @param accumulate whether parameter gradients are added to what is there (a layer that stands at several places)
///     or overwrite it
/// @param trainable false for a frozen layer: no parameter gradients are wanted, running statistics stay
/// @param randomKey the key of this place's own stream of random numbers
/// @param compute functions, matrix products, and threads that share the work
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
    /// What computes functions of ranges.
    public Functions functions() {
        return compute.functions();
    }

    /// Runs a task, perhaps in several threads, see [Compute#run].
    public void run(int count, int grain, RangeTask task) {
        compute.run(count, grain, task);
    }

    /// The only input's data.
    public float[] input() {
        return inputs.getFirst();
    }

    /// The only input's gradient, or null if nobody wants it.
    public float @Nullable [] inputGradient() {
        return inputGradients.getFirst();
    }

    /// How many numbers a row of the only input has.
    public int inputSize() {
        return inputShapes.getFirst().size();
    }

    /// How many numbers a row of the output has.
    public int outputSize() {
        return outputShape.size();
    }

    /// Where parameter `i` of this layer starts.
    public int offset(int i) {
        return offsets[i];
    }
}
