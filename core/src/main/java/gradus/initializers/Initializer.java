package gradus.initializers;

import gradus.data.Shape;
import gradus.math.RandomStream;

/// Gives parameters their first values.
public interface Initializer {
    /// Fills `values[offset, offset + shape.size())`.
    ///
    /// @param shape of the parameter; `[inputs, units]` for a kernel
    /// @param random numbers for this parameter alone
    void initialize(float[] values, int offset, Shape shape, RandomStream random);
}
