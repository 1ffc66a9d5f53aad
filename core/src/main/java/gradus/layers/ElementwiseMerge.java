package gradus.layers;

import gradus.data.Shape;
import java.util.List;

/// A layer that combines several inputs of the same shape value by value.
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

    @Override
    default Shape outputShape(List<Shape> inputs) {
        return Shapes.alike(this, inputs);
    }

    @Override
    default List<Shape> exampleInputs(int width) {
        return List.of(Shape.of(width), Shape.of(width));
    }

    @Override
    default BoundLayer bind(Binding binding) {
        return new BoundMerge(this, binding);
    }
}
