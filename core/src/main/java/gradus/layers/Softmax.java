package gradus.layers;

import gradus.activations.Activation;
import gradus.data.Shape;
import java.util.List;

/// Softmax as a layer, which turns scores into probabilities of classes: `y = eˣ / Σ eˣ`, along the last axis or
/// others.
///
/// [Keras: Softmax](https://keras.io/api/layers/activation_layers/softmax/)
///
/// @param axis the axes whose values sum to 1, one or several: counted from the batch axis, which is 0, or from the
/// end, -1 for the last
public record Softmax(List<Integer> axis) implements AppliedActivation {
    /// Creates the layer along the last axis.
    public Softmax() {
        this(-1);
    }

    /// Creates the layer along an axis.
    ///
    /// @param axis the axis, counted from the batch axis, which is 0, or from the end
    public Softmax(int axis) {
        this(List.of(axis));
    }

    /// Copies the list.
    public Softmax {
        axis = List.copyOf(axis);
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        return Shapes.along(this, inputs, axis);
    }

    @Override
    public Activation activation() {
        return new gradus.activations.Softmax();
    }

    @Override
    public BoundLayer bind(Binding binding) {
        Shape input = binding.inputShapes().getFirst();
        int[] axes = Shapes.axes(this, input, axis);
        if (axes.length == 1 && axes[0] == input.rank() - 1) {
            return AppliedActivation.super.bind(binding);
        }
        // No head of losses, which are computed along the last axis alone.
        BoundLayer along = BoundAlong.bind(this, binding, axis, AppliedActivation.super::bind);
        return new BoundLayer() {
            @Override
            public void forward(Pass pass) {
                along.forward(pass);
            }

            @Override
            public void backward(Pass pass) {
                along.backward(pass);
            }
        };
    }
}
