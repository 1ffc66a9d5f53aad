package gradus.layers;

import gradus.data.Shape;
import java.util.List;

/// A layer that makes one value of several of the same shape, number by number.
public interface ElementwiseMerge extends Layer {
    /// Computes numbers `[from, to)` of `y` from those of the inputs.
    void forward(List<float[]> inputs, float[] y, int from, int to);

    /// Computes numbers `[from, to)` of the gradient with respect to an input.
    ///
    /// @param y what `forward` wrote
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
