package gradus.layers;

import static gradus.internal.Require.positive;

import gradus.data.Shape;
import gradus.initializers.Constant;
import java.util.List;

/// Divides every row by its root mean square, then multiplies each column by a scale that is learned:
/// `y = scale·x/√(mean(x²) + epsilon)`.
///
/// [Zhang & Sennrich 2019](https://arxiv.org/abs/1910.07467)
///
/// @param axis the last axis: -1, or its number counted from the batch, which is 0
/// @param epsilon greater than 0
public record RMSNormalization(int axis, double epsilon) implements Layer {
    /// Keras's defaults.
    public RMSNormalization() {
        this(-1, 1e-6);
    }

    /// Checks `epsilon`.
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
