package gradus.constraints;

import gradus.data.Shape;

/// A condition that a parameter is made to meet after each update.
public interface Constraint {
    /// Changes `values[offset, offset + shape.size())` so that they meet the condition.
    void apply(float[] values, int offset, Shape shape);
}
