package gradus.layers;

import static gradus.internal.Require.positive;
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

/// Normalizes every column to mean 0 and variance 1 over the batch, then applies a learned scale and offset:
/// `y = gamma·(x - mean)/√(variance + epsilon) + beta`. During training, mean and variance are those of the batch
/// (the variance divided by `n`), and the moving statistics follow them:
/// `moving = moving·momentum + batch·(1 - momentum)`. In inference, and when the layer is frozen, the moving
/// statistics are used and do not change. A column is a position along the axis.
///
/// The statistics move in the forward pass, before the loss is known. So if a batch ends training because its loss is
/// NaN or infinite, they have moved, and may not be finite; the weights have not. Keras does the same.
///
/// [Ioffe & Szegedy 2015](https://arxiv.org/abs/1502.03167)
///
/// @param axis the axis of the columns: counted from the batch axis, which is 0, or from the end, -1 for the last; mean
///     and variance are taken over all others
/// @param momentum the fraction of the moving statistics that each step keeps, in `[0, 1]`
/// @param epsilon the number added to the variance, greater than 0
/// @param center whether `beta` is added
/// @param scale whether to multiply by `gamma`; unnecessary before a linear or ReLU layer
/// @param betaInitializer the initial offsets
/// @param gammaInitializer the initial scales
/// @param movingMeanInitializer the initial moving means
/// @param movingVarianceInitializer the initial moving variances
/// @param betaRegularizer the penalty on the offsets, or null
/// @param gammaRegularizer the penalty on the scales, or null
/// @param betaConstraint the constraint on the offsets, or null
/// @param gammaConstraint the constraint on the scales, or null
public record BatchNormalization(
        int axis,
        double momentum,
        double epsilon,
        boolean center,
        boolean scale,
        Initializer betaInitializer,
        Initializer gammaInitializer,
        Initializer movingMeanInitializer,
        Initializer movingVarianceInitializer,
        @Nullable Regularizer betaRegularizer,
        @Nullable Regularizer gammaRegularizer,
        @Nullable Constraint betaConstraint,
        @Nullable Constraint gammaConstraint)
        implements Layer {
    /// Creates the layer with Keras's defaults.
    public BatchNormalization() {
        this(
                -1,
                0.99,
                1e-3,
                true,
                true,
                new Constant(0),
                new Constant(1),
                new Constant(0),
                new Constant(1),
                null,
                null,
                null,
                null);
    }

    /// Validates the arguments.
    ///
    /// @throws IllegalArgumentException if `momentum` is not in `[0, 1]`, or `epsilon` is not positive and finite
    public BatchNormalization {
        require(momentum >= 0 && momentum <= 1, "BatchNormalization.momentum must be in [0, 1], got %s", momentum);
        positive("BatchNormalization.epsilon", epsilon);
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        return Shapes.along(this, inputs, List.of(axis));
    }

    @Override
    public List<ParameterSpec> parameters(List<Shape> inputs) {
        Shape columns = Shapes.dimensions(this, inputs.getFirst(), List.of(axis));
        List<ParameterSpec> parameters = new ArrayList<>();
        if (scale) {
            parameters.add(
                    new ParameterSpec("gamma", columns, gammaInitializer, true, gammaRegularizer, gammaConstraint));
        }
        if (center) {
            parameters.add(new ParameterSpec("beta", columns, betaInitializer, true, betaRegularizer, betaConstraint));
        }
        parameters.add(ParameterSpec.statistic("moving_mean", columns, movingMeanInitializer));
        parameters.add(ParameterSpec.statistic("moving_variance", columns, movingVarianceInitializer));
        return parameters;
    }

    @Override
    public BoundLayer bind(Binding binding) {
        return BoundAlong.bind(this, binding, List.of(axis), along -> new BoundBatchNormalization(this, along));
    }

    /// Returns this layer with the columns along another axis.
    ///
    /// @param value the axis, counted from the batch axis, which is 0, or from the end, -1 for the last
    /// @return the layer
    public BatchNormalization axis(int value) {
        return Records.with(this, "axis", value);
    }

    /// Returns this layer with another momentum.
    ///
    /// @param value the fraction of the moving statistics that each step keeps, in `[0, 1]`
    /// @return the layer
    public BatchNormalization momentum(double value) {
        return Records.with(this, "momentum", value);
    }

    /// Returns this layer with another epsilon.
    ///
    /// @param value the number added to the variance, greater than 0
    /// @return the layer
    public BatchNormalization epsilon(double value) {
        return Records.with(this, "epsilon", value);
    }

    /// Returns this layer with or without offsets.
    ///
    /// @param value whether `beta` is added
    /// @return the layer
    public BatchNormalization center(boolean value) {
        return Records.with(this, "center", value);
    }

    /// Returns this layer with or without scales.
    ///
    /// @param value whether to multiply by `gamma`
    /// @return the layer
    public BatchNormalization scale(boolean value) {
        return Records.with(this, "scale", value);
    }

    /// Returns this layer with other initial offsets.
    ///
    /// @param value the initializer of `beta`
    /// @return the layer
    public BatchNormalization betaInitializer(Initializer value) {
        return Records.with(this, "betaInitializer", value);
    }

    /// Returns this layer with other initial scales.
    ///
    /// @param value the initializer of `gamma`
    /// @return the layer
    public BatchNormalization gammaInitializer(Initializer value) {
        return Records.with(this, "gammaInitializer", value);
    }

    /// Returns this layer with other initial moving means.
    ///
    /// @param value the initializer of the moving means
    /// @return the layer
    public BatchNormalization movingMeanInitializer(Initializer value) {
        return Records.with(this, "movingMeanInitializer", value);
    }

    /// Returns this layer with other initial moving variances.
    ///
    /// @param value the initializer of the moving variances
    /// @return the layer
    public BatchNormalization movingVarianceInitializer(Initializer value) {
        return Records.with(this, "movingVarianceInitializer", value);
    }

    /// Returns this layer with a penalty on the offsets.
    ///
    /// @param value the regularizer of `beta`, or null for none
    /// @return the layer
    public BatchNormalization betaRegularizer(@Nullable Regularizer value) {
        return Records.with(this, "betaRegularizer", value);
    }

    /// Returns this layer with a penalty on the scales.
    ///
    /// @param value the regularizer of `gamma`, or null for none
    /// @return the layer
    public BatchNormalization gammaRegularizer(@Nullable Regularizer value) {
        return Records.with(this, "gammaRegularizer", value);
    }

    /// Returns this layer with a constraint on the offsets.
    ///
    /// @param value the constraint on `beta`, or null for none
    /// @return the layer
    public BatchNormalization betaConstraint(@Nullable Constraint value) {
        return Records.with(this, "betaConstraint", value);
    }

    /// Returns this layer with a constraint on the scales.
    ///
    /// @param value the constraint on `gamma`, or null for none
    /// @return the layer
    public BatchNormalization gammaConstraint(@Nullable Constraint value) {
        return Records.with(this, "gammaConstraint", value);
    }
}
