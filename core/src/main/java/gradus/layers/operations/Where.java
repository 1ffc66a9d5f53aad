package gradus.layers.operations;

import gradus.data.Shape;
import gradus.layers.ElementwiseMerge;
import gradus.layers.Tensor;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Chooses value by value: `y = x₁` where the condition is true, which is not 0, else `y = x₂`.
///
/// [Keras: ops.where](https://keras.io/api/ops/numpy/#where-function)
///
/// @param condition the condition if it is a constant, else null
/// @param x1 the values where the condition is true if they are a constant, else null
/// @param x2 the values where it is not if they are a constant, else null
public record Where(
        @Nullable Tensor condition,
        @Nullable Tensor x1,
        @Nullable Tensor x2) implements Operation, ElementwiseMerge {
    /// The operation on three inputs.
    public Where() {
        this(null, null, null);
    }

    /// Validates the operands.
    ///
    /// @throws IllegalArgumentException if all are constants
    public Where {
        BinaryOperation.requireInput("Where", condition, x1, x2);
    }

    @Override
    public List<@Nullable Tensor> constants() {
        return Arrays.asList(condition, x1, x2);
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        BinaryOperation.requireEqualRanks(this, inputs);
        return ElementwiseMerge.super.outputShape(inputs);
    }

    @Override
    public void forward(List<float[]> inputs, float[] y, int from, int to) {
        float[] chooser = inputs.getFirst();
        float[] a = inputs.get(1);
        float[] b = inputs.get(2);
        for (int i = from; i < to; i++) {
            y[i] = chooser[i] != 0 ? a[i] : b[i];
        }
    }

    @Override
    public void backward(
            List<float[]> inputs, float[] y, float[] gradientY, int input, float[] gradient, int from, int to) {
        float[] chooser = inputs.getFirst();
        for (int i = from; i < to; i++) {
            boolean passes = input == (chooser[i] != 0 ? 1 : 2);
            gradient[i] = passes ? gradientY[i] : 0;
        }
    }
}
