package gradus.initializers;

import gradus.data.Shape;
import gradus.math.RandomStream;
import java.util.Arrays;

/// Sets all values to 1, which is right for scale factors.
public record Ones() implements Initializer {
    @Override
    public void initialize(float[] values, int offset, Shape shape, RandomStream random) {
        Arrays.fill(values, offset, offset + shape.size(), 1);
    }
}
