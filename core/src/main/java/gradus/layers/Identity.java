package gradus.layers;

import gradus.data.Shape;
import java.util.List;

/// Returns its input unchanged: `y = x`. It keeps a named place in a network whose contents may change.
///
/// [Keras: Identity](https://keras.io/api/layers/core_layers/identity/)
public record Identity() implements Layer {
    @Override
    public Shape outputShape(List<Shape> inputs) {
        return Shapes.single(this, inputs);
    }

    @Override
    public BoundLayer bind(Binding binding) {
        return new BoundCopy(binding);
    }
}
