package gradus.initializers;

import gradus.data.Shape;
import gradus.math.RandomStream;

/// Chooses the initial values of a parameter.
public interface Initializer {
    /// Fills `values[offset, offset + shape.size())`.
    ///
    /// @param values the array that holds the parameter
    /// @param offset the index of the parameter's first value
    /// @param shape the shape of the parameter; `[inputs, units]` for a kernel
    /// @param random random numbers reserved for this parameter
    /// @throws IllegalArgumentException if the initializer cannot fill this shape
    void initialize(float[] values, int offset, Shape shape, RandomStream random);
}
