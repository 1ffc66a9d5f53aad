package gradus.regularizers;

import gradus.data.Shape;

/// A penalty on large values that is added to the loss.
public interface Regularizer {
    /// Returns the regularizer of a parameter of a shape. It is called once, before training; unless the penalty needs
    /// rows and columns, it is this one.
    ///
    /// @param shape the shape of the parameter
    /// @return the regularizer that computes its penalty
    /// @throws IllegalArgumentException if the penalty is not defined for such a shape
    default Regularizer on(Shape shape) {
        return this;
    }

    /// Computes the penalty for `values[from, to)`.
    ///
    /// @param values the array that holds the values
    /// @param from the first index, inclusive
    /// @param to the last index, exclusive
    /// @return the penalty
    double penalty(float[] values, int from, int to);

    /// Adds `scale` times the derivative of the penalty to `gradients[from, to)`.
    ///
    /// @param values the array that holds the values
    /// @param gradients the gradients to add to, of the same length as `values`
    /// @param from the first index, inclusive
    /// @param to the last index, exclusive
    /// @param scale the factor of the derivative
    void addGradient(float[] values, float[] gradients, int from, int to, float scale);
}
