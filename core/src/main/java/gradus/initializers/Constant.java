package gradus.initializers;

import static gradus.internal.Require.finite;

import gradus.data.Shape;
import gradus.math.RandomStream;
import java.util.Arrays;

/// One value for all.
///
/// @param value finite
public record Constant(double value) implements Initializer {
    /// Keras's default, 0.
    public Constant() {
        this(0);
    }

    /// Checks that the value is finite.
    public Constant {
        finite("Constant.value", value);
    }

    @Override
    public void initialize(float[] values, int offset, Shape shape, RandomStream random) {
        Arrays.fill(values, offset, offset + shape.size(), (float) value);
    }
}
