package gradus.layers;

import static gradus.internal.Require.positive;

import gradus.constraints.Constraint;
import gradus.data.Shape;
import gradus.initializers.Constant;
import gradus.initializers.Initializer;
import gradus.internal.Records;
import gradus.regularizers.Regularizer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Gives every row mean 0 and variance 1, then a scale and an offset for each column that are learned:
/// `y = gamma·(x - mean)/√(variance + epsilon) + beta`. The variance is divided by the width. It does the same in
/// training and inference, whatever the batch.
///
/// [Ba, Kiros & Hinton 2016](https://arxiv.org/abs/1607.06450)
///
/// @param axis the last axis: -1, or its number counted from the batch, which is 0
/// @param epsilon greater than 0
/// @param center whether `beta` is added
/// @param scale whether `gamma` multiplies
/// @param betaInitializer first offsets
/// @param gammaInitializer first scales
/// @param betaRegularizer price on the offsets, or null
/// @param gammaRegularizer price on the scales, or null
/// @param betaConstraint condition on the offsets, or null
/// @param gammaConstraint condition on the scales, or null
public record LayerNormalization(
        int axis,
        double epsilon,
        boolean center,
        boolean scale,
        Initializer betaInitializer,
        Initializer gammaInitializer,
        @Nullable Regularizer betaRegularizer,
        @Nullable Regularizer gammaRegularizer,
        @Nullable Constraint betaConstraint,
        @Nullable Constraint gammaConstraint)
        implements Layer {
    /// Keras's defaults.
    public LayerNormalization() {
        this(-1, 1e-3, true, true, new Constant(0), new Constant(1), null, null, null, null);
    }

    /// Checks `epsilon`.
    public LayerNormalization {
        positive("LayerNormalization.epsilon", epsilon);
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        return Shapes.lastAxis(this, inputs, axis);
    }

    @Override
    public List<ParameterSpec> parameters(List<Shape> inputs) {
        Shape columns = Shape.of(inputs.getFirst().last());
        List<ParameterSpec> parameters = new ArrayList<>();
        if (scale) {
            parameters.add(
                    new ParameterSpec("gamma", columns, gammaInitializer, true, gammaRegularizer, gammaConstraint));
        }
        if (center) {
            parameters.add(new ParameterSpec("beta", columns, betaInitializer, true, betaRegularizer, betaConstraint));
        }
        return parameters;
    }

    @Override
    public BoundLayer bind(Binding binding) {
        return new BoundRowNormalization(binding, true, epsilon, scale, center);
    }

    /// This layer with another epsilon.
    public LayerNormalization epsilon(double value) {
        return Records.with(this, "epsilon", value);
    }

    /// This layer with or without offsets.
    public LayerNormalization center(boolean value) {
        return Records.with(this, "center", value);
    }

    /// This layer with or without scales.
    public LayerNormalization scale(boolean value) {
        return Records.with(this, "scale", value);
    }

    /// This layer with other first offsets.
    public LayerNormalization betaInitializer(Initializer value) {
        return Records.with(this, "betaInitializer", value);
    }

    /// This layer with other first scales.
    public LayerNormalization gammaInitializer(Initializer value) {
        return Records.with(this, "gammaInitializer", value);
    }

    /// This layer with a price on the offsets.
    public LayerNormalization betaRegularizer(@Nullable Regularizer value) {
        return Records.with(this, "betaRegularizer", value);
    }

    /// This layer with a price on the scales.
    public LayerNormalization gammaRegularizer(@Nullable Regularizer value) {
        return Records.with(this, "gammaRegularizer", value);
    }

    /// This layer with a condition on the offsets.
    public LayerNormalization betaConstraint(@Nullable Constraint value) {
        return Records.with(this, "betaConstraint", value);
    }

    /// This layer with a condition on the scales.
    public LayerNormalization gammaConstraint(@Nullable Constraint value) {
        return Records.with(this, "gammaConstraint", value);
    }
}
