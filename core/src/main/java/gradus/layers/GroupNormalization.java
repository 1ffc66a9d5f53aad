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

/// Normalizes the channels of each row in groups: `y = gamma·(x - mean)/√(variance + epsilon) + beta`, with mean and
/// variance over the channels of a group and all other axes of the row, and a learned scale and offset for each
/// channel.
///
/// [Wu & He 2018](https://arxiv.org/abs/1803.08494)
///
/// @param groups the number of groups, which divides that of the channels, at least 1; -1 for a group for each channel
/// @param axis the axis of the channels: counted from the batch axis, which is 0, or from the end, -1 for the last
/// @param epsilon the number added to the variance, greater than 0
/// @param center whether `beta` is added
/// @param scale whether to multiply by `gamma`
/// @param betaInitializer the initial offsets
/// @param gammaInitializer the initial scales
/// @param betaRegularizer the penalty on the offsets, or null
/// @param gammaRegularizer the penalty on the scales, or null
/// @param betaConstraint the constraint on the offsets, or null
/// @param gammaConstraint the constraint on the scales, or null
public record GroupNormalization(
        int groups,
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
    /// Creates the layer with Keras's defaults, 32 groups among them.
    public GroupNormalization() {
        this(32);
    }

    /// Creates the layer with Keras's other defaults.
    ///
    /// @param groups the number of groups, at least 1, or -1 for a group for each channel
    public GroupNormalization(int groups) {
        this(groups, -1, 1e-3, true, true, new Constant(0), new Constant(1), null, null, null, null);
    }

    /// Validates the arguments.
    ///
    /// @throws IllegalArgumentException if `groups` is neither at least 1 nor -1, or `epsilon` is not positive and
    /// finite
    public GroupNormalization {
        require(groups >= 1 || groups == -1, "GroupNormalization.groups must be at least 1, or -1, got %s", groups);
        positive("GroupNormalization.epsilon", epsilon);
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        Shape input = Shapes.along(this, inputs, List.of(axis));
        int channels = channels(input);
        if (channels % groups != 0) {
            throw new ShapeException("GroupNormalization expects a number of channels that its " + groups
                    + " groups divide, got " + channels + " of the input " + input);
        }
        return input;
    }

    private int channels(Shape input) {
        return Shapes.dimensions(this, input, List.of(axis)).size();
    }

    @Override
    public List<Shape> exampleInputs(int width) {
        int divisor = Math.max(1, groups);
        return List.of(Shape.of(2, divisor * Math.max(1, width / (2 * divisor))));
    }

    @Override
    public List<ParameterSpec> parameters(List<Shape> inputs) {
        Shape channels = Shape.of(channels(inputs.getFirst()));
        List<ParameterSpec> parameters = new ArrayList<>();
        if (scale) {
            parameters.add(
                    new ParameterSpec("gamma", channels, gammaInitializer, true, gammaRegularizer, gammaConstraint));
        }
        if (center) {
            parameters.add(new ParameterSpec("beta", channels, betaInitializer, true, betaRegularizer, betaConstraint));
        }
        return parameters;
    }

    @Override
    public BoundLayer bind(Binding binding) {
        Shape input = binding.inputShapes().getFirst();
        int count = groups == -1 ? channels(input) : groups;
        int first = Shapes.axes(this, input, List.of(axis))[0];
        return BoundAlong.bindFirst(binding, first, along -> new BoundGroupNormalization(this, count, along));
    }

    /// Returns this layer with another epsilon.
    ///
    /// @param value the number added to the variance, greater than 0
    /// @return the layer
    public GroupNormalization epsilon(double value) {
        return Records.with(this, "epsilon", value);
    }

    /// Returns this layer with the channels along another axis.
    ///
    /// @param value the axis, counted from the batch axis, which is 0, or from the end, -1 for the last
    /// @return the layer
    public GroupNormalization axis(int value) {
        return Records.with(this, "axis", value);
    }
}
