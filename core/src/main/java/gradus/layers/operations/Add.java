package gradus.layers.operations;

import gradus.layers.ElementwiseMerge;
import gradus.layers.Tensor;
import org.jspecify.annotations.Nullable;

/// The sum of two operands: `y = x₁ + x₂`.
///
/// [Keras: ops.add](https://keras.io/api/ops/numpy/#add-function)
///
/// @param x1 the first operand if it is a constant, else null
/// @param x2 the second operand if it is a constant, else null
public record Add(@Nullable Tensor x1, @Nullable Tensor x2) implements MergeOperation {
    private static final ElementwiseMerge FORMULA = new gradus.layers.Add();

    /// The operation on two inputs.
    public Add() {
        this(null, null);
    }

    /// Validates the operands.
    ///
    /// @throws IllegalArgumentException if both are constants
    public Add {
        BinaryOperation.requireInput("Add", x1, x2);
    }

    @Override
    public ElementwiseMerge formula() {
        return FORMULA;
    }
}
