package gradus.layers.operations;

import gradus.layers.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The logarithm of the sum of two exponentials, without overflow: `y = ln(eˣ¹ + eˣ²)`.
///
/// [Keras: ops.logaddexp](https://keras.io/api/ops/numpy/#logaddexp-function)
///
/// @param x1 the first operand if it is a constant, else null
/// @param x2 the second operand if it is a constant, else null
public record Logaddexp(@Nullable Tensor x1, @Nullable Tensor x2) implements BinaryOperation {
    /// The operation on two inputs.
    public Logaddexp() {
        this(null, null);
    }

    /// Validates the operands.
    ///
    /// @throws IllegalArgumentException if both are constants
    public Logaddexp {
        BinaryOperation.requireInput("Logaddexp", x1, x2);
    }

    @Override
    public void forward(List<float[]> inputs, float[] y, int from, int to) {
        float[] a = inputs.getFirst();
        float[] b = inputs.get(1);
        for (int i = from; i < to; i++) {
            y[i] = Math.max(a[i], b[i]) + (float) StrictMath.log1p(StrictMath.exp(-Math.abs(a[i] - b[i])));
        }
    }

    @Override
    public void backward(
            List<float[]> inputs, float[] y, float[] gradientY, int input, float[] gradient, int from, int to) {
        float[] a = inputs.getFirst();
        float[] b = inputs.get(1);
        for (int i = from; i < to; i++) {
            gradient[i] = gradientY[i] * ((float) StrictMath.exp((input == 0 ? a[i] : b[i]) - y[i]));
        }
    }
}
