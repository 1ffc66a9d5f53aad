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

/// Normalizes every row to mean 0 and variance 1, then applies a learned scale and offset to each column:
/// `y = gamma·(x - mean)/√(variance + epsilon) + beta`. The variance is divided by the width. The layer does the
/// same in training and inference, whatever the batch.
///
/// [Ba, Kiros & Hinton 2016](https://arxiv.org/abs/1607.06450)
///
/// @param axis the axes over which mean and variance are taken, one or several: counted from the batch axis, which is
/// 0, or from the end, -1 for the last
/// @param epsilon the number added to the variance, greater than 0
/// @param center whether `beta` is added
/// @param scale whether to multiply by `gamma`
/// @param betaInitializer the initial offsets
/// @param gammaInitializer the initial scales
/// @param betaRegularizer the penalty on the offsets, or null
/// @param gammaRegularizer the penalty on the scales, or null
/// @param betaConstraint the constraint on the offsets, or null
/// @param gammaConstraint the constraint on the scales, or null
public record LayerNormalization(
        List<Integer> axis,
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
    /// Creates the layer with Keras's defaults.
    public LayerNormalization() {
        this(List.of(-1), 1e-3, true, true, new Constant(0), new Constant(1), null, null, null, null);
    }

    /// Copies the list and validates the arguments.
    ///
    /// @throws IllegalArgumentException if `epsilon` is not positive and finite
    public LayerNormalization {
        axis = List.copyOf(axis);
        positive("LayerNormalization.epsilon", epsilon);
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        return Shapes.along(this, inputs, axis);
    }

    @Override
    public List<ParameterSpec> parameters(List<Shape> inputs) {
        Shape columns = Shapes.dimensions(this, inputs.getFirst(), axis);
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
        return BoundAlong.bind(
                this, binding, axis, along -> new BoundRowNormalization(along, true, epsilon, scale, center));
    }

    /// Returns this layer along other axes.
    ///
    /// @param value the axes, counted from the batch axis, which is 0, or from the end, -1 for the last
    /// @return the layer
    public LayerNormalization axis(List<Integer> value) {
        return Records.with(this, "axis", value);
    }

    /// Returns this layer with another epsilon.
    ///
    /// @param value the number added to the variance, greater than 0
    /// @return the layer
    public LayerNormalization epsilon(double value) {
        return Records.with(this, "epsilon", value);
    }

    /// Returns this layer with or without offsets.
    ///
    /// @param value whether `beta` is added
    /// @return the layer
    public LayerNormalization center(boolean value) {
        return Records.with(this, "center", value);
    }

    /// Returns this layer with or without scales.
    ///
    /// @param value whether to multiply by `gamma`
    /// @return the layer
    public LayerNormalization scale(boolean value) {
        return Records.with(this, "scale", value);
    }

    /// Returns this layer with other initial offsets.
    ///
    /// @param value the initializer of `beta`
    /// @return the layer
    public LayerNormalization betaInitializer(Initializer value) {
        return Records.with(this, "betaInitializer", value);
    }

    /// Returns this layer with other initial scales.
    ///
    /// @param value the initializer of `gamma`
    /// @return the layer
    public LayerNormalization gammaInitializer(Initializer value) {
        return Records.with(this, "gammaInitializer", value);
    }

    /// Returns this layer with a penalty on the offsets.
    ///
    /// @param value the regularizer of `beta`, or null for none
    /// @return the layer
    public LayerNormalization betaRegularizer(@Nullable Regularizer value) {
        return Records.with(this, "betaRegularizer", value);
    }

    /// Returns this layer with a penalty on the scales.
    ///
    /// @param value the regularizer of `gamma`, or null for none
    /// @return the layer
    public LayerNormalization gammaRegularizer(@Nullable Regularizer value) {
        return Records.with(this, "gammaRegularizer", value);
    }

    /// Returns this layer with a constraint on the offsets.
    ///
    /// @param value the constraint on `beta`, or null for none
    /// @return the layer
    public LayerNormalization betaConstraint(@Nullable Constraint value) {
        return Records.with(this, "betaConstraint", value);
    }

    /// Returns this layer with a constraint on the scales.
    ///
    /// @param value the constraint on `gamma`, or null for none
    /// @return the layer
    public LayerNormalization gammaConstraint(@Nullable Constraint value) {
        return Records.with(this, "gammaConstraint", value);
    }
}
