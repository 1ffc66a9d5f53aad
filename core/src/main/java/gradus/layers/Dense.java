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

/// The fully connected layer: `y = activation(x·kernel + bias)`, from `[batch, inputs]` to `[batch, units]`. Rows of
/// more axes, `[batch, …, inputs]`, become `[batch, …, units]`: each position before the last axis has the same kernel.
///
/// [Keras: Dense](https://keras.io/api/layers/core_layers/dense/)
///
/// @param units the number of outputs of a row, at least 1
/// @param activation the activation applied to the sum; [Linear] for none
/// @param useBias whether a bias is added; unnecessary before batch normalization, which has its own offset
/// @param kernelInitializer the initial values of the kernel, `[inputs, units]`
/// @param biasInitializer the initial values of the bias, `[units]`
/// @param kernelRegularizer the penalty on the kernel, or null
/// @param biasRegularizer the penalty on the bias, or null
/// @param activityRegularizer the penalty on the output, divided by the number of rows of the batch, or null
/// @param kernelConstraint the constraint on the kernel after each update, or null
/// @param biasConstraint the constraint on the bias after each update, or null
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
    /// Creates a linear layer with Keras's defaults.
    ///
    /// @param units the number of outputs of a row, at least 1
    /// @throws IllegalArgumentException if `units` is less than 1
    public Dense(int units) {
        this(units, new Linear());
    }

    /// Creates a layer with Keras's defaults and an activation.
    ///
    /// @param units the number of outputs of a row, at least 1
    /// @param activation the activation applied to the sum
    /// @throws IllegalArgumentException if `units` is less than 1
    public Dense(int units, Activation activation) {
        this(units, activation, true, new GlorotUniform(), new Zeros(), null, null, null, null, null);
    }

    /// Validates the arguments.
    ///
    /// @throws IllegalArgumentException if `units` is less than 1
    public Dense {
        require(units >= 1, "Dense.units must be at least 1, got %s", units);
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        return Shapes.lastAxis(this, inputs, -1).withLast(activation.outputWidth(units));
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

    /// Returns this layer with another activation.
    ///
    /// @param value the activation applied to the sum
    /// @return the layer
    public Dense activation(Activation value) {
        return Records.with(this, "activation", value);
    }

    /// Returns this layer with or without a bias.
    ///
    /// @param value whether a bias is added
    /// @return the layer
    public Dense useBias(boolean value) {
        return Records.with(this, "useBias", value);
    }

    /// Returns this layer with other initial values of the kernel.
    ///
    /// @param value the initializer of the kernel
    /// @return the layer
    public Dense kernelInitializer(Initializer value) {
        return Records.with(this, "kernelInitializer", value);
    }

    /// Returns this layer with other initial values of the bias.
    ///
    /// @param value the initializer of the bias
    /// @return the layer
    public Dense biasInitializer(Initializer value) {
        return Records.with(this, "biasInitializer", value);
    }

    /// Returns this layer with a penalty on the kernel.
    ///
    /// @param value the regularizer of the kernel, or null for none
    /// @return the layer
    public Dense kernelRegularizer(@Nullable Regularizer value) {
        return Records.with(this, "kernelRegularizer", value);
    }

    /// Returns this layer with a penalty on the bias.
    ///
    /// @param value the regularizer of the bias, or null for none
    /// @return the layer
    public Dense biasRegularizer(@Nullable Regularizer value) {
        return Records.with(this, "biasRegularizer", value);
    }

    /// Returns this layer with a penalty on the output.
    ///
    /// @param value the regularizer of the output, or null for none
    /// @return the layer
    public Dense activityRegularizer(@Nullable Regularizer value) {
        return Records.with(this, "activityRegularizer", value);
    }

    /// Returns this layer with a constraint on the kernel.
    ///
    /// @param value the constraint on the kernel, or null for none
    /// @return the layer
    public Dense kernelConstraint(@Nullable Constraint value) {
        return Records.with(this, "kernelConstraint", value);
    }

    /// Returns this layer with a constraint on the bias.
    ///
    /// @param value the constraint on the bias, or null for none
    /// @return the layer
    public Dense biasConstraint(@Nullable Constraint value) {
        return Records.with(this, "biasConstraint", value);
    }
}
