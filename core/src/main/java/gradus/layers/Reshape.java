package gradus.layers;

import static gradus.internal.Require.require;

import gradus.data.Shape;
import java.util.ArrayList;
import java.util.List;

/// Gives each row another shape, with its values in the same order.
///
/// [Keras: Reshape](https://keras.io/api/layers/reshaping_layers/reshape/)
///
/// @param targetShape the dimensions of a row, each at least 1; one of them may be -1, for whatever remains
public record Reshape(List<Integer> targetShape) implements Layer {
    /// Copies and validates the dimensions.
    ///
    /// @throws IllegalArgumentException if a dimension is not at least 1, except -1 once
    public Reshape {
        targetShape = List.copyOf(targetShape);
        require(
                targetShape.stream().allMatch(d -> d >= 1 || d == -1)
                        && targetShape.stream().filter(d -> d == -1).count() <= 1,
                "Reshape.targetShape must be dimensions of at least 1, or -1 once, got %s",
                targetShape);
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        Shape input = Shapes.single(this, inputs);
        long known = targetShape.stream().filter(d -> d != -1).mapToLong(d -> d).reduce(1, (a, b) -> a * b);
        List<Integer> dimensions = new ArrayList<>(targetShape);
        dimensions.replaceAll(d -> d == -1 ? Math.max(1, (int) (input.size() / known)) : d);
        long size = dimensions.stream().mapToLong(d -> d).reduce(1, (a, b) -> a * b);
        if (size != input.size()) {
            throw new ShapeException("Reshape to " + targetShape + " expects rows that fill it, got " + input);
        }
        return new Shape(dimensions);
    }

    @Override
    public BoundLayer bind(Binding binding) {
        return new BoundCopy(binding);
    }
}
