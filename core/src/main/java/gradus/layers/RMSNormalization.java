package gradus.layers;

import static gradus.internal.Require.positive;

import gradus.data.Shape;
import gradus.initializers.Constant;
import java.util.List;

/// Divides every row by its root mean square, then multiplies each column by a learned scale:
/// `y = scale·x/√(mean(x²) + epsilon)`.
///
/// [Zhang & Sennrich 2019](https://arxiv.org/abs/1910.07467)
///
/// @param axis the axes over which the mean is taken, one or several: counted from the batch axis, which is 0, or from
/// the end, -1 for the last
/// @param epsilon the number added to the mean square, greater than 0
public record RMSNormalization(List<Integer> axis, double epsilon) implements Layer {
    /// Creates the layer with Keras's defaults.
    public RMSNormalization() {
        this(List.of(-1), 1e-6);
    }

    /// Copies the list and validates the arguments.
    ///
    /// @throws IllegalArgumentException if `epsilon` is not positive and finite
    public RMSNormalization {
        axis = List.copyOf(axis);
        positive("RMSNormalization.epsilon", epsilon);
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        return Shapes.along(this, inputs, axis);
    }

    @Override
    public List<ParameterSpec> parameters(List<Shape> inputs) {
        return List.of(
                ParameterSpec.trainable("scale", Shapes.dimensions(this, inputs.getFirst(), axis), new Constant(1)));
    }

    @Override
    public BoundLayer bind(Binding binding) {
        return BoundAlong.bind(
                this, binding, axis, along -> new BoundRowNormalization(along, false, epsilon, true, false));
    }
}
