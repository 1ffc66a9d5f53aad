package gradus.layers;

import gradus.data.Shape;
import java.util.List;

/// Gives its input back, `y = x`: a place that keeps its name while what stands there changes.
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
