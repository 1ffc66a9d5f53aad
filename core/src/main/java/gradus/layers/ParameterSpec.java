package gradus.layers;

import gradus.constraints.Constraint;
import gradus.data.Shape;
import gradus.initializers.Initializer;
import gradus.regularizers.Regularizer;
import org.jspecify.annotations.Nullable;

/// A parameter that a layer needs, for which the network reserves space in its flat arrays.
///
/// @param name the name, such as `kernel`; unique within the layer, and part of the key of its random numbers
/// @param shape the shape, such as `[inputs, units]`
/// @param initializer chooses the initial values
/// @param trainable false for running statistics, which optimizers do not change
/// @param regularizer the penalty to add to the loss, or null
/// @param constraint the condition to enforce after each update, or null
public record ParameterSpec(
        String name,
        Shape shape,
        Initializer initializer,
        boolean trainable,
        @Nullable Regularizer regularizer,
        @Nullable Constraint constraint) {
    /// Returns this parameter under another name.
    ///
    /// @param value the name; `layer/kernel` for the kernel of a layer that another one wraps
    /// @return the parameter
    public ParameterSpec named(String value) {
        return new ParameterSpec(value, shape, initializer, trainable, regularizer, constraint);
    }

    /// Creates a trainable parameter without regularizer and constraint.
    ///
    /// @param name the name
    /// @param shape the shape
    /// @param initializer chooses the initial values
    /// @return the parameter
    public static ParameterSpec trainable(String name, Shape shape, Initializer initializer) {
        return new ParameterSpec(name, shape, initializer, true, null, null);
    }

    /// Creates a running statistic.
    ///
    /// @param name the name
    /// @param shape the shape
    /// @param initializer chooses the initial values
    /// @return the parameter
    public static ParameterSpec statistic(String name, Shape shape, Initializer initializer) {
        return new ParameterSpec(name, shape, initializer, false, null, null);
    }
}
