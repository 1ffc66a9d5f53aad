package gradus.layers.operations;

import gradus.layers.ElementwiseMerge;
import gradus.layers.Tensor;
import org.jspecify.annotations.Nullable;

/// The difference of two operands: `y = x₁ - x₂`.
///
/// [Keras: ops.subtract](https://keras.io/api/ops/numpy/#subtract-function)
///
/// @param x1 the first operand if it is a constant, else null
/// @param x2 the second operand if it is a constant, else null
public record Subtract(@Nullable Tensor x1, @Nullable Tensor x2) implements MergeOperation {
    private static final ElementwiseMerge FORMULA = new gradus.layers.Subtract();

    /// The operation on two inputs.
    public Subtract() {
        this(null, null);
    }

    /// Validates the operands.
    ///
    /// @throws IllegalArgumentException if both are constants
    public Subtract {
        BinaryOperation.requireInput("Subtract", x1, x2);
    }

    @Override
    public ElementwiseMerge formula() {
        return FORMULA;
    }
}
