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
/// @param axis the last axis: -1, or its index counted from the batch axis, which is 0
/// @param epsilon the number added to the mean square, greater than 0
public record RMSNormalization(int axis, double epsilon) implements Layer {
    /// Creates the layer with Keras's defaults.
    public RMSNormalization() {
        this(-1, 1e-6);
    }

    /// Validates the arguments.
    ///
    /// @throws IllegalArgumentException if `epsilon` is not positive and finite
    public RMSNormalization {
        positive("RMSNormalization.epsilon", epsilon);
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        return Shapes.lastAxis(this, inputs, axis);
    }

    @Override
    public List<ParameterSpec> parameters(List<Shape> inputs) {
        return List.of(
                ParameterSpec.trainable("scale", Shape.of(inputs.getFirst().last()), new Constant(1)));
    }

    @Override
    public BoundLayer bind(Binding binding) {
        return new BoundRowNormalization(binding, false, epsilon, true, false);
    }
}
