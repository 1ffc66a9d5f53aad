package gradus.layers;

import gradus.data.Shape;
import java.util.List;
import java.util.stream.IntStream;

/// Checks of input shapes that several layers share.
final class Shapes {
    private Shapes() {}

    /// Requires exactly one input.
    static Shape single(Layer layer, List<Shape> inputs) {
        if (inputs.size() != 1) {
            throw new ShapeException(layer.className() + " expects one input, got " + inputs.size());
        }
        return inputs.getFirst();
    }

    /// Requires exactly one input with the given number of axes, not counting that of the batch.
    static Shape ofRank(Layer layer, List<Shape> inputs, int rank) {
        Shape input = single(layer, inputs);
        if (input.rank() != rank) {
            throw new ShapeException(layer.className() + " expects rows of " + rank + (rank == 1 ? " axis" : " axes")
                    + ", got " + input);
        }
        return input;
    }

    /// Requires exactly one input, whose last axis is the axis that the layer works along.
    ///
    /// @param axis as in Keras: -1, or counted from the batch axis, which is 0
    static Shape lastAxis(Layer layer, List<Shape> inputs, int axis) {
        Shape input = single(layer, inputs);
        if (input.rank() == 0 || (axis != -1 && axis != input.rank())) {
            throw new ShapeException(
                    layer.className() + ".axis must be the last axis of the input " + input + " (-1), got " + axis);
        }
        return input;
    }

    /// Finds the axes of an input that Keras numbers, in ascending order.
    ///
    /// @param axes as in Keras: counted from the batch axis, which is 0, or from the end, -1 for the last
    /// @return the axes of a row, from 0
    static int[] axes(Layer layer, Shape input, List<Integer> axes) {
        return axes(layer.className() + ".axis", input, axes);
    }

    /// The same for an argument of another name.
    static int[] axes(String argument, Shape input, List<Integer> axes) {
        int rank = input.rank();
        int[] found = axes.stream()
                .mapToInt(axis -> axis < 0 ? axis + rank : axis - 1)
                .distinct()
                .sorted()
                .toArray();
        if (found.length < axes.size() || found.length == 0 || found[0] < 0 || found[found.length - 1] >= rank) {
            throw new ShapeException(argument + " must be of the axes of the input " + input + " after the first, 1 to "
                    + rank + " or -" + rank + " to -1, each once, got " + axes);
        }
        return found;
    }

    /// Requires exactly one input, with the axes that Keras numbers, and keeps its shape.
    static Shape along(Layer layer, List<Shape> inputs, List<Integer> axes) {
        Shape input = single(layer, inputs);
        axes(layer, input, axes);
        return input;
    }

    /// Returns the dimensions of the axes that Keras numbers.
    static Shape dimensions(Layer layer, Shape input, List<Integer> axes) {
        return Shape.of(IntStream.of(axes(layer, input, axes))
                .map(axis -> input.dimensions().get(axis))
                .toArray());
    }

    /// Requires at least two inputs of the same shape.
    static Shape alike(Layer layer, List<Shape> inputs) {
        if (inputs.size() < 2) {
            throw new ShapeException(layer.className() + " expects at least two inputs, got " + inputs.size());
        }
        Shape first = inputs.getFirst();
        if (!inputs.stream().allMatch(first::equals)) {
            throw new ShapeException(layer.className() + " expects inputs of one shape, got " + inputs);
        }
        return first;
    }

    /// Requires exactly two inputs of the same shape.
    static Shape pair(Layer layer, List<Shape> inputs) {
        if (inputs.size() != 2) {
            throw new ShapeException(layer.className() + " expects two inputs, got " + inputs.size());
        }
        return alike(layer, inputs);
    }
}
