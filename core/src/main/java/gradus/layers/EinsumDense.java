package gradus.layers;

import static gradus.internal.Require.require;

import gradus.activations.Activation;
import gradus.activations.Linear;
import gradus.constraints.Constraint;
import gradus.data.Shape;
import gradus.initializers.GlorotUniform;
import gradus.initializers.Initializer;
import gradus.initializers.Zeros;
import gradus.internal.Records;
import gradus.regularizers.Regularizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A dense layer over any axes: `y = activation(einsum(equation, x, kernel) + bias)`. The equation has a letter for
/// each axis of the input, the kernel and the output, the batch axis first: `ab,bc->ac` is a [Dense] layer,
/// `bki,kio->bko` one of `k` dense layers side by side, each with an input of its own. An ellipsis stands for any
/// further axes, as in `...x,xy->...y`.
///
/// [Keras: EinsumDense](https://keras.io/api/layers/core_layers/einsum_dense/)
///
/// @param equation the equation, with at most 16 letters in a term, each once; the kernel does not contain the batch
/// axis
/// @param outputShape the dimensions of the output that have letters, without that of the batch; null for a
/// dimension of the input
/// @param activation the activation applied to the sum, along the last axis; [Linear] for none
/// @param biasAxes the letters of the output along which the bias differs; null for no bias
/// @param kernelInitializer the initial values of the kernel
/// @param biasInitializer the initial values of the bias
/// @param kernelRegularizer the penalty on the kernel, or null
/// @param biasRegularizer the penalty on the bias, or null
/// @param activityRegularizer the penalty on the output, divided by the number of rows of the batch, or null
/// @param kernelConstraint the constraint on the kernel after each update, or null
/// @param biasConstraint the constraint on the bias after each update, or null
public record EinsumDense(
        String equation,
        List<@Nullable Integer> outputShape,
        Activation activation,
        @Nullable String biasAxes,
        Initializer kernelInitializer,
        Initializer biasInitializer,
        @Nullable Regularizer kernelRegularizer,
        @Nullable Regularizer biasRegularizer,
        @Nullable Regularizer activityRegularizer,
        @Nullable Constraint kernelConstraint,
        @Nullable Constraint biasConstraint)
        implements Layer {
    /// Creates a linear layer without bias, with Keras's other defaults.
    ///
    /// @param equation the equation
    /// @param outputShape the dimensions of the output that have letters, without that of the batch
    /// @throws IllegalArgumentException if it is not such an equation
    public EinsumDense(String equation, @Nullable Integer... outputShape) {
        this(
                equation,
                Arrays.asList(outputShape),
                new Linear(),
                null,
                new GlorotUniform(),
                new Zeros(),
                null,
                null,
                null,
                null,
                null);
    }

    /// Copies the list and validates the arguments.
    ///
    /// @throws IllegalArgumentException if the equation or the letters of the bias are not valid, or a dimension is
    /// less than 1
    public EinsumDense {
        EinsumEquation parsed = EinsumEquation.parse(equation);
        outputShape = Collections.unmodifiableList(new ArrayList<>(outputShape));
        require(
                outputShape.stream().allMatch(dimension -> dimension == null || dimension >= 1),
                "EinsumDense.outputShape must be dimensions of at least 1, or null, got %s",
                outputShape);
        if (biasAxes != null) {
            require(
                    !biasAxes.isEmpty()
                            && biasAxes.length() <= parsed.output().length()
                            && biasAxes.chars()
                                    .allMatch(letter -> parsed.output().indexOf(letter) >= 0),
                    "EinsumDense.biasAxes must be letters of the output \"%s\", got \"%s\"",
                    parsed.output(),
                    biasAxes.length() <= 20 ? biasAxes : biasAxes.substring(0, 20) + "...");
        }
    }

    EinsumEquation.Axes axes(Shape input) {
        return EinsumEquation.parse(equation).axes(input, outputShape);
    }

    /// Returns the last dimension of the sum, which a gated activation halves.
    ///
    /// @param input the shape of a row of the input
    /// @return the dimension
    public int widthBeforeActivation(Shape input) {
        return axes(input).outputShape().last();
    }

    /// Returns the shape of the bias: from the first of its axes on, with 1 for an axis along which it is the same.
    static Shape bias(EinsumEquation.Axes axes, String letters) {
        List<Integer> dimensions = new ArrayList<>();
        for (int i = 0; i < axes.output().length(); i++) {
            boolean differs = letters.indexOf(axes.output().charAt(i)) >= 0;
            if (differs || !dimensions.isEmpty()) {
                dimensions.add(differs ? axes.outputShape().dimensions().get(i) : 1);
            }
        }
        if (dimensions.isEmpty()
                || letters.chars().anyMatch(letter -> axes.output().indexOf(letter) < 0)) {
            throw new ShapeException("EinsumDense.biasAxes must be without the batch axis, got \"" + letters + "\"");
        }
        return new Shape(dimensions);
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        EinsumEquation.Axes axes = axes(Shapes.single(this, inputs));
        if (biasAxes != null) {
            bias(axes, biasAxes);
        }
        Shape shape = axes.outputShape();
        if (shape.rank() == 0) {
            throw new ShapeException(
                    "EinsumDense must have an output of at least one axis after that of the batch, got " + equation);
        }
        return shape.withLast(activation.outputWidth(shape.last()));
    }

    @Override
    public List<Shape> exampleInputs(int width) {
        EinsumEquation parsed = EinsumEquation.parse(equation);
        int rank = parsed.input().length() - (parsed.ellipsis() == EinsumEquation.Ellipsis.LEFT ? 0 : 1);
        int[] dimensions = new int[rank];
        for (int i = 0; i < rank; i++) {
            int axis =
                    parsed.output().indexOf(parsed.input().charAt(parsed.input().length() - rank + i))
                            - (parsed.ellipsis() == EinsumEquation.Ellipsis.LEFT ? 0 : 1);
            Integer wanted = axis < 0 || axis >= outputShape.size() ? null : outputShape.get(axis);
            dimensions[i] = wanted == null ? (rank == 1 ? width : 3) : wanted;
        }
        return List.of(Shape.of(dimensions));
    }

    @Override
    public List<ParameterSpec> parameters(List<Shape> inputs) {
        EinsumEquation.Axes axes = axes(inputs.getFirst());
        List<ParameterSpec> parameters = new ArrayList<>();
        parameters.add(new ParameterSpec(
                "kernel", axes.kernelShape(), kernelInitializer, true, kernelRegularizer, kernelConstraint));
        if (biasAxes != null) {
            parameters.add(new ParameterSpec(
                    "bias", bias(axes, biasAxes), biasInitializer, true, biasRegularizer, biasConstraint));
        }
        return parameters;
    }

    @Override
    public BoundLayer bind(Binding binding) {
        return BoundEinsumScale.executes(this, axes(binding.inputShapes().getFirst()))
                ? new BoundEinsumScale(binding)
                : new BoundEinsumDense(this, binding);
    }

    /// Returns this layer with another activation.
    ///
    /// @param value the activation applied to the sum
    /// @return the layer
    public EinsumDense activation(Activation value) {
        return Records.with(this, "activation", value);
    }

    /// Returns this layer with a bias.
    ///
    /// @param value the letters of the output along which the bias differs; null for no bias
    /// @return the layer
    public EinsumDense biasAxes(@Nullable String value) {
        return Records.with(this, "biasAxes", value);
    }

    /// Returns this layer with other initial values of the kernel.
    ///
    /// @param value the initializer of the kernel
    /// @return the layer
    public EinsumDense kernelInitializer(Initializer value) {
        return Records.with(this, "kernelInitializer", value);
    }
}
