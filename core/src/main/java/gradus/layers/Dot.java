package gradus.layers;

import static gradus.internal.Require.require;

import gradus.data.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// The dot products of two inputs along an axis of each: `y = Σ a·b`, from twice `[batch, n]` to `[batch, 1]`, and from
/// `[batch, i, n]` and `[batch, n, j]` with the axes 2 and 1 to `[batch, i, j]`: the other axes of the first input,
/// then those of the second.
///
/// [Keras: Dot](https://keras.io/api/layers/merging_layers/dot/)
///
/// @param axes the axis of each input to sum over, counted from the batch axis, which is 0, or from the last one, which
///     is -1; a single number for both
/// @param normalize whether what is multiplied is first divided by its length along the axis, which gives the cosine
///     of the angle between both; what is shorter than 1e-12 counts as zero
public record Dot(List<Integer> axes, boolean normalize) implements Layer {
    /// Creates a layer without normalization.
    ///
    /// @param axes the axis of both inputs to sum over
    public Dot(int axes) {
        this(axes, false);
    }

    /// Creates a layer with the same axis of both inputs.
    ///
    /// @param axes the axis of both inputs to sum over
    /// @param normalize whether what is multiplied is first divided by its length
    public Dot(int axes, boolean normalize) {
        this(List.of(axes, axes), normalize);
    }

    /// Copies the list and validates the arguments.
    ///
    /// @throws IllegalArgumentException if there are not one or two axes, or one of them is that of the batch
    public Dot {
        axes = axes.size() == 1 ? List.of(axes.getFirst(), axes.getFirst()) : List.copyOf(axes);
        require(
                axes.size() == 2 && !axes.contains(0),
                "Dot.axes must be an axis of each input other than that of the batch, 0, got %s",
                axes);
    }

    /// Returns the axis of an input to sum over, as an index into the dimensions of a row.
    ///
    /// @param input the index of the input
    /// @param shape the shape of a row of it
    /// @return the index
    public int axis(int input, Shape shape) {
        int axis = axes.get(input);
        return axis < 0 ? shape.rank() + axis : axis - 1;
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        List<Integer> sizes = new ArrayList<>();
        List<Integer> others = new ArrayList<>();
        for (int input = 0; input < inputs.size() && input < 2; input++) {
            Shape shape = inputs.get(input);
            List<Integer> dimensions = new ArrayList<>(shape.dimensions());
            int axis = axis(input, shape);
            if (axis >= 0 && axis < dimensions.size()) {
                sizes.add(dimensions.remove(axis));
                others.addAll(dimensions);
            }
        }
        if (inputs.size() != 2 || sizes.size() != 2 || !sizes.getFirst().equals(sizes.get(1))) {
            throw new ShapeException(
                    "Dot expects two inputs of the same size along the axes " + axes + ", got " + inputs);
        }
        return others.isEmpty() ? Shape.of(1) : new Shape(others);
    }

    @Override
    public List<Shape> exampleInputs(int width) {
        return axes.stream().map(axis -> example(axis, width)).toList();
    }

    private static Shape example(int axis, int width) {
        List<Integer> dimensions = new ArrayList<>(Collections.nCopies(Math.abs(axis), 2));
        dimensions.set(axis < 0 ? 0 : axis - 1, width);
        return new Shape(dimensions);
    }

    @Override
    public BoundLayer bind(Binding binding) {
        return new BoundDot(this, binding);
    }
}
