package gradus.layers.operations;

import gradus.layers.ElementwiseMerge;
import gradus.layers.Tensor;
import org.jspecify.annotations.Nullable;

/// The smaller of two operands. Where they are equal, the gradient goes to the first.
///
/// [Keras: ops.minimum](https://keras.io/api/ops/numpy/#minimum-function)
///
/// @param x1 the first operand if it is a constant, else null
/// @param x2 the second operand if it is a constant, else null
public record Minimum(@Nullable Tensor x1, @Nullable Tensor x2) implements MergeOperation {
    private static final ElementwiseMerge FORMULA = new gradus.layers.Minimum();

    /// The operation on two inputs.
    public Minimum() {
        this(null, null);
    }

    /// Validates the operands.
    ///
    /// @throws IllegalArgumentException if both are constants
    public Minimum {
        BinaryOperation.requireInput("Minimum", x1, x2);
    }

    @Override
    public ElementwiseMerge formula() {
        return FORMULA;
    }
}
