package gradus.layers.operations;

import gradus.layers.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Whether the first operand is at least the second: 1 if it is, else 0. No gradient passes through it.
///
/// [Keras: ops.greater_equal](https://keras.io/api/ops/numpy/#greaterequal-function)
///
/// @param x1 the first operand if it is a constant, else null
/// @param x2 the second operand if it is a constant, else null
public record GreaterEqual(@Nullable Tensor x1, @Nullable Tensor x2) implements Comparison {
    /// The operation on two inputs.
    public GreaterEqual() {
        this(null, null);
    }

    /// Validates the operands.
    ///
    /// @throws IllegalArgumentException if both are constants
    public GreaterEqual {
        BinaryOperation.requireInput("GreaterEqual", x1, x2);
    }

    @Override
    public void forward(List<float[]> inputs, float[] y, int from, int to) {
        float[] a = inputs.getFirst();
        float[] b = inputs.get(1);
        for (int i = from; i < to; i++) {
            y[i] = a[i] >= b[i] ? 1 : 0;
        }
    }
}
