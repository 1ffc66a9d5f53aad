package gradus.layers.operations;

import java.util.Arrays;
import java.util.List;

/// An operation on two operands through which no gradient passes, because its result changes in steps.
public interface Comparison extends BinaryOperation {
    @Override
    default void backward(
            List<float[]> inputs, float[] y, float[] gradientY, int input, float[] gradient, int from, int to) {
        Arrays.fill(gradient, from, to, 0);
    }
}
