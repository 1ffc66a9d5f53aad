package gradus.layers;

import gradus.constraints.Constraint;
import gradus.data.Shape;
import gradus.initializers.Constant;
import gradus.initializers.Initializer;
import gradus.internal.Records;
import gradus.regularizers.Regularizer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The parametric rectified linear unit, which learns its slopes: `y = x` for `x > 0`, `alpha·x` otherwise. It has
/// one `alpha` for each value of a row.
///
/// [He et al. 2015](https://arxiv.org/abs/1502.01852)
///
/// @param alphaInitializer the initial slopes
/// @param alphaRegularizer the penalty on the slopes, or null
/// @param alphaConstraint the constraint on the slopes, or null
public record PReLU(
        Initializer alphaInitializer,
        @Nullable Regularizer alphaRegularizer,
        @Nullable Constraint alphaConstraint) implements Layer {
    /// Creates the layer with slopes that start at 0.
    public PReLU() {
        this(new Constant(0), null, null);
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        return Shapes.single(this, inputs);
    }

    @Override
    public List<ParameterSpec> parameters(List<Shape> inputs) {
        return List.of(new ParameterSpec(
                "alpha", inputs.getFirst(), alphaInitializer, true, alphaRegularizer, alphaConstraint));
    }

    @Override
    public BoundLayer bind(Binding binding) {
        return new BoundPReLU(binding);
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
}
