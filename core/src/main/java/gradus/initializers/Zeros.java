package gradus.initializers;

import gradus.data.Shape;
import gradus.math.RandomStream;
import java.util.Arrays;

/// Sets all values to 0, which is right for biases. If a hidden layer's kernel starts at zero, its units never
/// become different from each other.
public record Zeros() implements Initializer {
    @Override
    public void initialize(float[] values, int offset, Shape shape, RandomStream random) {
        Arrays.fill(values, offset, offset + shape.size(), 0);
    }
}
