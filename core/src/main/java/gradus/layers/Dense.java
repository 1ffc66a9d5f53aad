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
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The fully-connected layer: `y = activation(x·kernel + bias)`, from `[batch, inputs]` to `[batch, units]`.
///
/// [Keras: Dense](https://keras.io/api/layers/core_layers/dense/)
///
/// @param units how many numbers come out for a row, at least 1
/// @param activation applied to the sum; [Linear] for none
/// @param useBias whether a bias is added; leave it out before batch normalization, which has one of its own
/// @param kernelInitializer first values of the kernel, `[inputs, units]`
/// @param biasInitializer first values of the bias, `[units]`
/// @param kernelRegularizer price on the kernel, or null
/// @param biasRegularizer price on the bias, or null
/// @param activityRegularizer price on the output, divided by the rows of the batch, or null
/// @param kernelConstraint condition on the kernel after each update, or null
/// @param biasConstraint condition on the bias after each update, or null
public record Dense(
        int units,
        Activation activation,
        boolean useBias,
        Initializer kernelInitializer,
        Initializer biasInitializer,
        @Nullable Regularizer kernelRegularizer,
        @Nullable Regularizer biasRegularizer,
        @Nullable Regularizer activityRegularizer,
        @Nullable Constraint kernelConstraint,
        @Nullable Constraint biasConstraint)
        implements Layer {
    /// A linear layer with Keras's defaults.
    public Dense(int units) {
        this(units, new Linear());
    }

    /// Keras's defaults with an activation.
    public Dense(int units, Activation activation) {
        this(units, activation, true, new GlorotUniform(), new Zeros(), null, null, null, null, null);
    }

    /// Checks the number of units.
    public Dense {
        require(units >= 1, "Dense.units must be at least 1, got %s", units);
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        Shapes.requireRank(this, inputs, 1);
        return Shape.of(activation.outputWidth(units));
    }

    @Override
    public List<ParameterSpec> parameters(List<Shape> inputs) {
        List<ParameterSpec> parameters = new ArrayList<>();
        parameters.add(new ParameterSpec(
                "kernel",
                Shape.of(inputs.getFirst().last(), units),
                kernelInitializer,
                true,
                kernelRegularizer,
                kernelConstraint));
        if (useBias) {
            parameters.add(
                    new ParameterSpec("bias", Shape.of(units), biasInitializer, true, biasRegularizer, biasConstraint));
        }
        return parameters;
    }

    @Override
    public BoundLayer bind(Binding binding) {
        return new BoundDense(this, binding);
    }

    /// This layer with another activation.
    public Dense activation(Activation value) {
        return Records.with(this, "activation", value);
    }

    /// This layer with or without bias.
    public Dense useBias(boolean value) {
        return Records.with(this, "useBias", value);
    }

    /// This layer with other first values of the kernel.
    public Dense kernelInitializer(Initializer value) {
        return Records.with(this, "kernelInitializer", value);
    }

    /// This layer with other first values of the bias.
    public Dense biasInitializer(Initializer value) {
        return Records.with(this, "biasInitializer", value);
    }

    /// This layer with a price on the kernel.
    public Dense kernelRegularizer(@Nullable Regularizer value) {
        return Records.with(this, "kernelRegularizer", value);
    }

    /// This layer with a price on the bias.
    public Dense biasRegularizer(@Nullable Regularizer value) {
        return Records.with(this, "biasRegularizer", value);
    }

    /// This layer with a price on the output.
    public Dense activityRegularizer(@Nullable Regularizer value) {
        return Records.with(this, "activityRegularizer", value);
    }

    /// This layer with a condition on the kernel.
    public Dense kernelConstraint(@Nullable Constraint value) {
        return Records.with(this, "kernelConstraint", value);
    }

    /// This layer with a condition on the bias.
    public Dense biasConstraint(@Nullable Constraint value) {
        return Records.with(this, "biasConstraint", value);
    }
}
