package gradus.layers;

import java.util.List;

/// Checks of input shapes that several layers share.
final class Shapes {
    private Shapes() {}

    /// Requires exactly one input of a rank, not counting the batch.
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
}
