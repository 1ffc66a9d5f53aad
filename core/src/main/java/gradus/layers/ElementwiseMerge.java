package gradus.layers;

import gradus.data.Shape;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A layer that combines several operands value by value. Operands of other shapes are broadcast: aligned from the
/// last axis, an axis of size 1 or a missing one is repeated.
public interface ElementwiseMerge extends Layer {
    /// Computes values `[from, to)` of `y` from those of the inputs.
    ///
    /// @param inputs the inputs
    /// @param y receives the outputs
    /// @param from the first index, inclusive
    /// @param to the last index, exclusive
    void forward(List<float[]> inputs, float[] y, int from, int to);

    /// Computes values `[from, to)` of the gradient with respect to an input.
    ///
    /// @param inputs the inputs that `forward` read
    /// @param y the outputs that `forward` wrote
    /// @param gradientY the gradient with respect to `y`
    /// @param input the index of the input
    /// @param gradient receives the gradient with respect to that input
    /// @param from the first index, inclusive
    /// @param to the last index, exclusive
    void backward(List<float[]> inputs, float[] y, float[] gradientY, int input, float[] gradient, int from, int to);

    /// {@return the operands that are constants, with null for each one that is an input; an empty list if all are
    /// inputs}
    default List<@Nullable Tensor> constants() {
        return List.of();
    }

    @Override
    default Shape outputShape(List<Shape> inputs) {
        if (constants().isEmpty() && inputs.size() < 2) {
            throw new ShapeException(className() + " expects at least two inputs, got " + inputs.size());
        }
        return Broadcast.shape(this, inputs, constants());
    }

    @Override
    default List<Shape> exampleInputs(int width) {
        int inputs = constants().isEmpty()
                ? 2
                : (int) constants().stream().filter(Objects::isNull).count();
        return Collections.nCopies(inputs, Shape.of(width));
    }

    @Override
    default BoundLayer bind(Binding binding) {
        boolean alike = constants().isEmpty() && binding.inputShapes().stream().allMatch(binding.outputShape()::equals);
        return alike ? new BoundMerge(this, binding) : new BoundBroadcast(this, binding);
    }
}
