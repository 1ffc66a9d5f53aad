package gradus.layers.operations;

import gradus.layers.ElementwiseMerge;
import gradus.layers.Tensor;
import org.jspecify.annotations.Nullable;

/// The product of two operands: `y = x₁·x₂`.
///
/// [Keras: ops.multiply](https://keras.io/api/ops/numpy/#multiply-function)
///
/// @param x1 the first operand if it is a constant, else null
/// @param x2 the second operand if it is a constant, else null
public record Multiply(@Nullable Tensor x1, @Nullable Tensor x2) implements MergeOperation {
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
    public ElementwiseMerge formula() {
        return FORMULA;
    }
}
