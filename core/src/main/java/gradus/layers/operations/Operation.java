package gradus.layers.operations;

import gradus.data.Shape;
import gradus.layers.Layer;
import gradus.layers.ShapeException;
import java.util.List;

/// A function of `keras.ops` in a graph: a layer without weights, which Keras files write in a form of their own.
/// [gradus.layers.Node] has methods for arithmetic, and [Operations] for the others.
public interface Operation extends Layer {
    /// Requires exactly one input.
    ///
    /// @param inputs the shape of a row of each input
    /// @return the shape of a row of the input
    /// @throws ShapeException if there is another number of inputs
    default Shape single(List<Shape> inputs) {
        if (inputs.size() != 1) {
            throw new ShapeException(className() + " expects one input, got " + inputs.size());
        }
        return inputs.getFirst();
    }
}
