package gradus.layers;

import gradus.data.Shape;
import java.util.List;

/// Checks of input shapes that several layers share.
final class Shapes {
    private Shapes() {}

    /// Requires exactly one input of the given rank, not counting the batch axis.
    static Shape requireRank(Layer layer, List<Shape> inputs, int rank) {
        Shape input = single(layer, inputs);
        if (input.rank() != rank) {
            String hint = input.rank() > rank ? " Put a Flatten before it." : "";
            throw new ShapeException(layer.className() + " expects input "
                    + (rank == 1 ? "[batch, features]" : "of rank " + rank) + ", got " + input + "." + hint);
        }
        return input;
    }

    /// Requires exactly one input.
    static Shape single(Layer layer, List<Shape> inputs) {
        if (inputs.size() != 1) {
            throw new ShapeException(layer.className() + " expects one input, got " + inputs.size());
        }
        return inputs.getFirst();
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
