package gradus.layers.operations;

import gradus.data.Shape;
import gradus.internal.Records;
import gradus.layers.Axes;
import gradus.layers.Binding;
import gradus.layers.BoundLayer;
import gradus.layers.ShapeException;
import java.util.ArrayList;
import java.util.List;

/// Puts inputs of one shape one after the other along a new axis.
///
/// [Keras: ops.stack](https://keras.io/api/ops/numpy/#stack-function)
///
/// @param axis the place of the new axis in the result: 1 for the first of a row, -1 for the last
public record Stack(int axis) implements Operation {
    @Override
    public Shape outputShape(List<Shape> inputs) {
        if (inputs.isEmpty() || !inputs.stream().allMatch(inputs.getFirst()::equals)) {
            throw new ShapeException("Stack expects inputs of one shape, got " + inputs);
        }
        return concatenate(inputs.getFirst()).outputShape(expanded(inputs));
    }

    private List<Shape> expanded(List<Shape> inputs) {
        return inputs.stream()
                .map(input -> new ExpandDims(axis).outputShape(List.of(input)))
                .toList();
    }

    private gradus.layers.Concatenate concatenate(Shape input) {
        return new gradus.layers.Concatenate(Axes.inRow("Stack", axis, input.rank() + 1) + 1);
    }

    @Override
    public List<Shape> exampleInputs(int width) {
        return List.of(Shape.of(width), Shape.of(width));
    }

    @Override
    public BoundLayer bind(Binding binding) {
        List<Shape> expanded = new ArrayList<>(expanded(binding.inputShapes()));
        return concatenate(binding.inputShapes().getFirst()).bind(Records.with(binding, "inputShapes", expanded));
    }
}
