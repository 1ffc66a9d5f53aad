package gradus.examples;

import gradus.data.Shape;
import gradus.initializers.Initializer;
import gradus.math.RandomStream;

/// An initializer of one's own, without chance: `scale`, `-scale`, `scale`, … row by row, which no two neighbouring
/// units share.
///
/// @param scale the size of all weights
public record Alternating(double scale) implements Initializer {
    /// With the scale 0.1.
    public Alternating() {
        this(0.1);
    }

    @Override
    public void initialize(float[] values, int offset, Shape shape, RandomStream random) {
        for (int i = 0; i < shape.size(); i++) {
            values[offset + i] = (float) ((i / shape.last() + i % shape.last()) % 2 == 0 ? scale : -scale);
        }
    }
}
