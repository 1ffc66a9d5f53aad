package gradus.layers;

import gradus.constraints.Constraint;
import gradus.data.Shape;
import gradus.initializers.Initializer;
import gradus.regularizers.Regularizer;
import org.jspecify.annotations.Nullable;

/// A parameter that a layer wants: what the network reserves room for in its flat arrays.
///
/// @param name such as `kernel`; unique within the layer, and part of the key of its random numbers
/// @param shape such as `[inputs, units]`
/// @param initializer gives the first values
/// @param trainable false for running statistics, which no optimizer touches
/// @param regularizer what is added to the loss, or null
/// @param constraint what is enforced after each update, or null
public record ParameterSpec(
        String name,
        Shape shape,
        Initializer initializer,
        boolean trainable,
        @Nullable Regularizer regularizer,
        @Nullable Constraint constraint) {
    /// A trainable parameter with neither regularizer nor constraint.
    public static ParameterSpec trainable(String name, Shape shape, Initializer initializer) {
        return new ParameterSpec(name, shape, initializer, true, null, null);
    }

    /// A running statistic.
    public static ParameterSpec statistic(String name, Shape shape, Initializer initializer) {
        return new ParameterSpec(name, shape, initializer, false, null, null);
    }
}
