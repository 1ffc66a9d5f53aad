package gradus.initializers;

import gradus.data.Shape;
import gradus.math.RandomStream;
import java.util.Arrays;

/// All 0: right for biases. Units of a hidden layer whose kernel starts at zero never become different.
public record Zeros() implements Initializer {
    @Override
    public void initialize(float[] values, int offset, Shape shape, RandomStream random) {
        Arrays.fill(values, offset, offset + shape.size(), 0);
    }
}
