package gradus.layers.operations;

import gradus.layers.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Whether both operands are true, which is what is not 0: 1 if so, else 0.
///
/// [Keras: ops.logical_and](https://keras.io/api/ops/numpy/#logicaland-function)
///
/// @param x1 the first operand if it is a constant, else null
/// @param x2 the second operand if it is a constant, else null
public record LogicalAnd(@Nullable Tensor x1, @Nullable Tensor x2) implements Comparison {
    /// The operation on two inputs.
    public LogicalAnd() {
        this(null, null);
    }

    /// Validates the operands.
    ///
    /// @throws IllegalArgumentException if both are constants
    public LogicalAnd {
        BinaryOperation.requireInput("LogicalAnd", x1, x2);
    }

    @Override
    public void forward(List<float[]> inputs, float[] y, int from, int to) {
        float[] a = inputs.getFirst();
        float[] b = inputs.get(1);
        for (int i = from; i < to; i++) {
            y[i] = a[i] != 0 && b[i] != 0 ? 1 : 0;
        }
    }
}
