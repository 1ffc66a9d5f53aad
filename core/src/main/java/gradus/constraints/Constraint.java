package gradus.constraints;

import gradus.data.Shape;

/// A condition that is enforced on a parameter after every update.
public interface Constraint {
    /// Projects `values[offset, offset + shape.size())` so that the values meet the condition.
    ///
    /// @param values the array that holds the parameter
    /// @param offset the index of the parameter's first value
    /// @param shape the shape of the parameter
    /// @throws IllegalArgumentException if the shape has no such axis
    void apply(float[] values, int offset, Shape shape);
}
