package gradus.layers;

import static gradus.internal.Require.require;

import gradus.data.Shape;
import java.util.ArrayList;
import java.util.List;

/// Applies a layer to each step of a row by itself, with the same weights: from `[batch, steps, …]` to
/// `[batch, steps, …]`. For layers that work along the last axis, such as [Dense], it is not needed.
///
/// Batch normalization, whose statistics Keras takes over each step by itself, cannot be wrapped: without the wrapper,
/// it takes them over all steps.
///
/// [Keras: TimeDistributed](https://keras.io/api/layers/recurrent_layers/time_distributed/)
///
/// @param layer the layer, with one input
public record TimeDistributed(Layer layer) implements Layer {
    /// Before the names of the parameters of a layer that another one wraps.
    static final String INNER = "layer/";

    /// Validates the argument.
    ///
    /// @throws IllegalArgumentException if the layer cannot be wrapped
    public TimeDistributed {
        require(
                !(layer instanceof BatchNormalization || layer instanceof Input || layer instanceof Block),
                "TimeDistributed.layer must be a layer of single rows, got %s",
                layer.className());
        require(
                !(layer instanceof Dense dense) || dense.activityRegularizer() == null,
                "TimeDistributed.layer must be without an activity regularizer, which Keras leaves out; put"
                        + " ActivityRegularization after it");
    }

    private static List<Shape> step(List<Shape> inputs) {
        return List.of(new Shape(
                inputs.getFirst().dimensions().subList(1, inputs.getFirst().rank())));
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        Shape input = Shapes.single(this, inputs);
        if (input.rank() < 2) {
            throw new ShapeException("TimeDistributed expects rows of at least 2 axes, got " + input);
        }
        List<Integer> dimensions =
                new ArrayList<>(layer.outputShape(step(inputs)).dimensions());
        dimensions.addFirst(input.dimensions().getFirst());
        return new Shape(dimensions);
    }

    @Override
    public List<Shape> exampleInputs(int width) {
        List<Integer> dimensions = new ArrayList<>(
                layer.exampleInputs(Math.max(1, width / 2)).getFirst().dimensions());
        dimensions.addFirst(2);
        return List.of(new Shape(dimensions));
    }

    @Override
    public List<ParameterSpec> parameters(List<Shape> inputs) {
        return layer.parameters(step(inputs)).stream()
                .map(spec -> spec.named(INNER + spec.name()))
                .toList();
    }

    @Override
    public void completeInitialization(List<Shape> inputs, float[] parameters, int[] offsets) {
        layer.completeInitialization(step(inputs), parameters, offsets);
    }

    @Override
    public BoundLayer bind(Binding binding) {
        int steps = binding.inputShapes().getFirst().dimensions().getFirst();
        List<Shape> inputs = step(binding.inputShapes());
        BoundLayer bound = layer.bind(binding.withRows(steps, inputs, layer.outputShape(inputs)));
        Pass inner = new Pass();
        return new BoundLayer() {
            @Override
            public void forward(Pass pass) {
                inner.noiseShare(pass.noiseShare());
                inner.begin(pass.rows() * steps, pass.training(), pass.step());
                bound.forward(inner);
            }

            @Override
            public void backward(Pass pass) {
                bound.backward(inner);
            }
        };
    }
}
