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

/// Gives every column mean 0 and variance 1 over the batch, then a scale and an offset that are learned:
/// `y = gamma·(x - mean)/√(variance + epsilon) + beta`.
///
/// While training, mean and variance are those of the batch (the variance divided by `n`), and
/// `moving = moving·momentum + batch·(1 - momentum)` follows them. In inference, and when the layer is frozen, the
/// moving ones are used and stay. A column is a place along the last axis.
///
/// [Ioffe & Szegedy 2015](https://arxiv.org/abs/1502.03167)
///
/// @param axis the last axis: -1, or its number counted from the batch, which is 0
/// @param momentum how much of the moving statistics stays in a step, in `[0, 1]`
/// @param epsilon greater than 0
/// @param center whether `beta` is added
/// @param scale whether `gamma` multiplies; not needed before a layer that is linear or a ReLU
/// @param betaInitializer first offsets
/// @param gammaInitializer first scales
/// @param movingMeanInitializer first moving means
/// @param movingVarianceInitializer first moving variances
/// @param betaRegularizer price on the offsets, or null
/// @param gammaRegularizer price on the scales, or null
/// @param betaConstraint condition on the offsets, or null
/// @param gammaConstraint condition on the scales, or null
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
    /// Keras's defaults.
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

    /// Checks the ranges.
    public BatchNormalization {
        require(momentum >= 0 && momentum <= 1, "BatchNormalization.momentum must be in [0, 1], got %s", momentum);
        positive("BatchNormalization.epsilon", epsilon);
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
        parameters.add(ParameterSpec.statistic("moving_mean", columns, movingMeanInitializer));
        parameters.add(ParameterSpec.statistic("moving_variance", columns, movingVarianceInitializer));
        return parameters;
    }

    @Override
    public BoundLayer bind(Binding binding) {
        return new BoundBatchNormalization(this, binding);
    }

    /// This layer with another momentum.
    public BatchNormalization momentum(double value) {
        return Records.with(this, "momentum", value);
    }

    /// This layer with another epsilon.
    public BatchNormalization epsilon(double value) {
        return Records.with(this, "epsilon", value);
    }

    /// This layer with or without offsets.
    public BatchNormalization center(boolean value) {
        return Records.with(this, "center", value);
    }

    /// This layer with or without scales.
    public BatchNormalization scale(boolean value) {
        return Records.with(this, "scale", value);
    }

    /// This layer with other first offsets.
    public BatchNormalization betaInitializer(Initializer value) {
        return Records.with(this, "betaInitializer", value);
    }

    /// This layer with other first scales.
    public BatchNormalization gammaInitializer(Initializer value) {
        return Records.with(this, "gammaInitializer", value);
    }

    /// This layer with other first moving means.
    public BatchNormalization movingMeanInitializer(Initializer value) {
        return Records.with(this, "movingMeanInitializer", value);
    }

    /// This layer with other first moving variances.
    public BatchNormalization movingVarianceInitializer(Initializer value) {
        return Records.with(this, "movingVarianceInitializer", value);
    }

    /// This layer with a price on the offsets.
    public BatchNormalization betaRegularizer(@Nullable Regularizer value) {
        return Records.with(this, "betaRegularizer", value);
    }

    /// This layer with a price on the scales.
    public BatchNormalization gammaRegularizer(@Nullable Regularizer value) {
        return Records.with(this, "gammaRegularizer", value);
    }

    /// This layer with a condition on the offsets.
    public BatchNormalization betaConstraint(@Nullable Constraint value) {
        return Records.with(this, "betaConstraint", value);
    }

    /// This layer with a condition on the scales.
    public BatchNormalization gammaConstraint(@Nullable Constraint value) {
        return Records.with(this, "gammaConstraint", value);
    }
}
