package gradus.layers.operations;

import gradus.layers.ElementwiseMerge;
import java.util.List;

/// An operation on two operands with the formula of a merge layer.
interface MergeOperation extends BinaryOperation {
    /// {@return the merge layer that has the formula}
    ElementwiseMerge formula();

    @Override
    default void forward(List<float[]> inputs, float[] y, int from, int to) {
        formula().forward(inputs, y, from, to);
    }

    @Override
    default void backward(
            List<float[]> inputs, float[] y, float[] gradientY, int input, float[] gradient, int from, int to) {
        formula().backward(inputs, y, gradientY, input, gradient, from, to);
    }
}
