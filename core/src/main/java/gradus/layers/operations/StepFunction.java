package gradus.layers.operations;

import gradus.math.Functions;
import java.util.Arrays;

/// An operation on each number separately through which no gradient passes, because its result changes in steps.
public interface StepFunction extends UnaryOperation {
    @Override
    default void backward(
            Functions functions, float[] x, float[] y, float[] gradientY, float[] gradientX, int from, int to) {
        Arrays.fill(gradientX, from, to, 0);
    }
}
