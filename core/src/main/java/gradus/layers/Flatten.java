package gradus.layers;

import gradus.data.Shape;
import java.util.List;

/// Flattens each row to one dimension, for example `[batch, 28, 28]` to `[batch, 784]`.
///
/// [Keras: Flatten](https://keras.io/api/layers/reshaping_layers/flatten/)
public record Flatten() implements Layer {
    @Override
    public Shape outputShape(List<Shape> inputs) {
        return Shape.of(Shapes.single(this, inputs).size());
    }

    @Override
    public BoundLayer bind(Binding binding) {
        return new BoundCopy(binding);
    }
}
