package gradus.layers;

import static gradus.internal.Require.require;

import gradus.constraints.Constraint;
import gradus.data.Shape;
import gradus.initializers.Constant;
import gradus.initializers.Initializer;
import gradus.internal.Records;
import gradus.regularizers.Regularizer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The parametric rectified linear unit, which learns its slopes: `y = x` for `x > 0`, `alpha·x` otherwise. It has
/// one `alpha` for each value of a row, or for all values along the shared axes.
///
/// [He et al. 2015](https://arxiv.org/abs/1502.01852)
///
/// @param alphaInitializer the initial slopes
/// @param alphaRegularizer the penalty on the slopes, or null
/// @param alphaConstraint the constraint on the slopes, or null
/// @param sharedAxes the axes along which slopes are the same, counted from 1 after the batch axis; null for none
public record PReLU(
        Initializer alphaInitializer,
        @Nullable Regularizer alphaRegularizer,
        @Nullable Constraint alphaConstraint,
        @Nullable List<Integer> sharedAxes)
        implements Layer {
    /// Creates the layer with slopes that start at 0.
    public PReLU() {
        this(new Constant(0), null, null, null);
    }

    /// Copies the list and validates the axes.
    ///
    /// @throws IllegalArgumentException if an axis is less than 1
    public PReLU {
        sharedAxes = sharedAxes == null ? null : List.copyOf(sharedAxes);
        require(
                sharedAxes == null || sharedAxes.stream().allMatch(axis -> axis >= 1),
                "PReLU.sharedAxes must be at least 1, got %s",
                sharedAxes);
    }

    /// Returns the shape of the slopes: that of a row, with 1 for each axis along which they are shared.
    Shape slopes(Shape input) {
        List<Integer> dimensions = new ArrayList<>(input.dimensions());
        if (sharedAxes != null && !sharedAxes.isEmpty()) {
            for (int axis : Shapes.axes("PReLU.sharedAxes", input, sharedAxes)) {
                dimensions.set(axis, 1);
            }
        }
        return new Shape(dimensions);
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        Shape input = Shapes.single(this, inputs);
        slopes(input);
        return input;
    }

    @Override
    public List<ParameterSpec> parameters(List<Shape> inputs) {
        return List.of(new ParameterSpec(
                "alpha", slopes(inputs.getFirst()), alphaInitializer, true, alphaRegularizer, alphaConstraint));
    }

    @Override
    public BoundLayer bind(Binding binding) {
        return new BoundPReLU(this, binding);
    }

    /// Returns this layer with other initial slopes.
    ///
    /// @param value the initializer of the slopes
    /// @return the layer
    public PReLU alphaInitializer(Initializer value) {
        return Records.with(this, "alphaInitializer", value);
    }

    /// Returns this layer with a penalty on the slopes.
    ///
    /// @param value the regularizer of the slopes, or null for none
    /// @return the layer
    public PReLU alphaRegularizer(@Nullable Regularizer value) {
        return Records.with(this, "alphaRegularizer", value);
    }

    /// Returns this layer with a constraint on the slopes.
    ///
    /// @param value the constraint on the slopes, or null for none
    /// @return the layer
    public PReLU alphaConstraint(@Nullable Constraint value) {
        return Records.with(this, "alphaConstraint", value);
    }

    /// Returns this layer with slopes that are the same along some axes.
    ///
    /// @param value the axes, or null for none
    /// @return the layer
    public PReLU sharedAxes(@Nullable List<Integer> value) {
        return Records.with(this, "sharedAxes", value);
    }
}
