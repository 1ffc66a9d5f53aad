package gradus.layers;

import gradus.constraints.Constraint;
import gradus.data.Shape;
import gradus.initializers.Constant;
import gradus.initializers.Initializer;
import gradus.internal.Records;
import gradus.regularizers.Regularizer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The rectified linear unit that learns its slopes: `x` above 0, `alpha·x` below, with one `alpha` for each number of
/// a row.
///
/// [He et al. 2015](https://arxiv.org/abs/1502.01852)
///
/// @param alphaInitializer first slopes
/// @param alphaRegularizer price on the slopes, or null
/// @param alphaConstraint condition on the slopes, or null
public record PReLU(
        Initializer alphaInitializer,
        @Nullable Regularizer alphaRegularizer,
        @Nullable Constraint alphaConstraint) implements Layer {
    /// Slopes that start at 0.
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

    /// This layer with other first slopes.
    public PReLU alphaInitializer(Initializer value) {
        return Records.with(this, "alphaInitializer", value);
    }

    /// This layer with a price on the slopes.
    public PReLU alphaRegularizer(@Nullable Regularizer value) {
        return Records.with(this, "alphaRegularizer", value);
    }

    /// This layer with a condition on the slopes.
    public PReLU alphaConstraint(@Nullable Constraint value) {
        return Records.with(this, "alphaConstraint", value);
    }
}
