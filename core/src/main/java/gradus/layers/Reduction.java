package gradus.layers;

import gradus.data.Shape;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A layer that makes one value of all values along some axes of a row, such as their sum.
public interface Reduction extends Layer {
    /// {@return the axes to reduce, counted from the batch axis, which is 0, or from the last one, which is -1; null
    /// for all, which would mix the rows of a batch and is refused}
    @Nullable
    List<Integer> axis();

    /// {@return whether the reduced axes stay, with a size of 1}
    boolean keepdims();

    /// Computes one value from some values of a row.
    ///
    /// @param x the input
    /// @param places where values of a row are, grouped by the output value that they belong to
    /// @param from the index of the first place, inclusive
    /// @param to the index of the last place, exclusive
    /// @param row the index of the row's first value
    /// @return the value
    float forward(float[] x, int[] places, int from, int to, int row);

    /// Computes the gradient with respect to the values that one output value was computed from.
    ///
    /// @param x the input that `forward` read
    /// @param places where values of a row are, grouped by the output value that they belong to
    /// @param from the index of the first place, inclusive
    /// @param to the index of the last place, exclusive
    /// @param row the index of the row's first value
    /// @param y the value that `forward` returned
    /// @param gradientY the gradient with respect to it
    /// @param gradientX receives the gradient with respect to the input
    void backward(float[] x, int[] places, int from, int to, int row, float y, float gradientY, float[] gradientX);

    @Override
    default Shape outputShape(List<Shape> inputs) {
        Shape input = Shapes.single(this, inputs);
        boolean[] reduced = Axes.marked(className(), axis(), input);
        List<Integer> dimensions = new ArrayList<>();
        for (int i = 0; i < reduced.length; i++) {
            if (!reduced[i]) {
                dimensions.add(input.dimensions().get(i));
            } else if (keepdims()) {
                dimensions.add(1);
            }
        }
        return new Shape(dimensions);
    }

    @Override
    default BoundLayer bind(Binding binding) {
        Shape input = binding.inputShapes().getFirst();
        boolean[] reduced = Axes.marked(className(), axis(), input);
        int[] all = Selection.strides(input);
        List<Integer> dimensions = new ArrayList<>();
        int[] strides = new int[reduced.length];
        // Reduced axes last: what belongs together comes one after the other.
        for (boolean last : new boolean[] {false, true}) {
            for (int i = 0; i < reduced.length; i++) {
                if (reduced[i] == last) {
                    strides[dimensions.size()] = all[i];
                    dimensions.add(input.dimensions().get(i));
                }
            }
        }
        return new BoundReduction(this, Selection.sources(0, strides, new Shape(dimensions)), binding);
    }
}
