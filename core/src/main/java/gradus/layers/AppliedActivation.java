package gradus.layers;

import gradus.activations.Activation;
import gradus.data.Shape;
import java.util.List;

/// A layer that only applies an activation along the last axis.
public interface AppliedActivation extends Layer {
    /// The activation to apply.
    ///
    /// @return the activation
    Activation activation();

    @Override
    default Shape outputShape(List<Shape> inputs) {
        Shape input = Shapes.lastAxis(this, inputs, -1);
        return input.withLast(activation().outputWidth(input.last()));
    }

    @Override
    default BoundLayer bind(Binding binding) {
        return new BoundActivation(activation(), binding);
    }
}
