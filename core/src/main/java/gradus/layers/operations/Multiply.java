package gradus.layers.operations;

import gradus.layers.ElementwiseMerge;
import gradus.layers.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The product of two operands: `y = x₁·x₂`.
///
/// [Keras: ops.multiply](https://keras.io/api/ops/numpy/#multiply-function)
///
/// @param x1 the first operand if it is a constant, else null
/// @param x2 the second operand if it is a constant, else null
public record Multiply(@Nullable Tensor x1, @Nullable Tensor x2) implements BinaryOperation {
    private static final ElementwiseMerge FORMULA = new gradus.layers.Multiply();

    /// The operation on two inputs.
    public Multiply() {
        this(null, null);
    }

    /// Validates the operands.
    ///
    /// @throws IllegalArgumentException if both are constants
    public Multiply {
        BinaryOperation.requireInput("Multiply", x1, x2);
    }

    @Override
    public void forward(List<float[]> inputs, float[] y, int from, int to) {
        FORMULA.forward(inputs, y, from, to);
    }

    @Override
    public void backward(
            List<float[]> inputs, float[] y, float[] gradientY, int input, float[] gradient, int from, int to) {
        FORMULA.backward(inputs, y, gradientY, input, gradient, from, to);
    }
}
