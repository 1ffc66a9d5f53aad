package gradus.layers.operations;

import gradus.layers.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The quotient of two operands: `y = x₁/x₂`. Keras has it under the name `Divide`, too.
///
/// [Keras: ops.true_divide](https://keras.io/api/ops/numpy/#truedivide-function)
///
/// @param x1 the first operand if it is a constant, else null
/// @param x2 the second operand if it is a constant, else null
public record TrueDivide(@Nullable Tensor x1, @Nullable Tensor x2) implements BinaryOperation {
    /// The operation on two inputs.
    public TrueDivide() {
        this(null, null);
    }

    /// Validates the operands.
    ///
    /// @throws IllegalArgumentException if both are constants
    public TrueDivide {
        BinaryOperation.requireInput("TrueDivide", x1, x2);
    }

    @Override
    public void forward(List<float[]> inputs, float[] y, int from, int to) {
        float[] a = inputs.getFirst();
        float[] b = inputs.get(1);
        for (int i = from; i < to; i++) {
            y[i] = a[i] / b[i];
        }
    }

    @Override
    public void backward(
            List<float[]> inputs, float[] y, float[] gradientY, int input, float[] gradient, int from, int to) {
        float[] b = inputs.get(1);
        for (int i = from; i < to; i++) {
            gradient[i] = gradientY[i] * (input == 0 ? 1 / b[i] : -y[i] / b[i]);
        }
    }
}
