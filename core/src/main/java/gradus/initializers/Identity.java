package gradus.initializers;

import static gradus.internal.Require.finite;
import static gradus.internal.Require.require;

import gradus.data.Shape;
import gradus.math.RandomStream;

/// A multiple of the identity matrix: `gain` on the diagonal and 0 elsewhere.
///
/// @param gain the value on the diagonal, finite
public record Identity(double gain) implements Initializer {
    /// Creates the initializer with Keras's default gain, 1.
    public Identity() {
        this(1);
    }

    /// Validates the argument.
    ///
    /// @throws IllegalArgumentException if `gain` is not finite
    public Identity {
        finite("Identity.gain", gain);
    }

    /// @throws IllegalArgumentException if the shape is not a matrix
    @Override
    public void initialize(float[] values, int offset, Shape shape, RandomStream random) {
        require(shape.rank() == 2, "Identity must have two dimensions to fill, got %s", shape.dimensions());
        int columns = shape.last();
        for (int i = 0; i < shape.size(); i++) {
            values[offset + i] = i / columns == i % columns ? (float) gain : 0;
        }
    }
}
