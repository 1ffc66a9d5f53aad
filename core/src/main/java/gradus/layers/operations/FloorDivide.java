package gradus.layers.operations;

import gradus.layers.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The quotient of two operands, rounded down: `y = ⌊x₁/x₂⌋`. No gradient passes through it.
///
/// [Keras: ops.floor_divide](https://keras.io/api/ops/numpy/#floordivide-function)
///
/// @param x1 the first operand if it is a constant, else null
/// @param x2 the second operand if it is a constant, else null
public record FloorDivide(@Nullable Tensor x1, @Nullable Tensor x2) implements Comparison {
    /// The operation on two inputs.
    public FloorDivide() {
        this(null, null);
    }

    /// Validates the operands.
    ///
    /// @throws IllegalArgumentException if both are constants
    public FloorDivide {
        BinaryOperation.requireInput("FloorDivide", x1, x2);
    }

    @Override
    public void forward(List<float[]> inputs, float[] y, int from, int to) {
        float[] a = inputs.getFirst();
        float[] b = inputs.get(1);
        for (int i = from; i < to; i++) {
            y[i] = (float) Math.floor((double) a[i] / b[i]);
        }
    }
}
