package gradus.initializers;

import static gradus.internal.Require.finite;

import gradus.data.Shape;
import gradus.math.RandomStream;
import java.util.Arrays;

/// Sets all values to the same constant.
///
/// @param value the constant, finite
public record Constant(double value) implements Initializer {
    /// Creates the initializer with Keras's default, 0.
    public Constant() {
        this(0);
    }

    /// Validates the argument.
    ///
    /// @throws IllegalArgumentException if `value` is not finite
    public Constant {
        finite("Constant.value", value);
    }

    @Override
    public void initialize(float[] values, int offset, Shape shape, RandomStream random) {
        Arrays.fill(values, offset, offset + shape.size(), (float) value);
    }
}
