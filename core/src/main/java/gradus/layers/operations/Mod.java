package gradus.layers.operations;

import gradus.layers.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The remainder of a division, with the sign of the divisor: `y = x₁ - x₂·⌊x₁/x₂⌋`.
///
/// [Keras: ops.mod](https://keras.io/api/ops/numpy/#mod-function)
///
/// @param x1 the first operand if it is a constant, else null
/// @param x2 the second operand if it is a constant, else null
public record Mod(@Nullable Tensor x1, @Nullable Tensor x2) implements BinaryOperation {
    /// The operation on two inputs.
    public Mod() {
        this(null, null);
    }

    /// Validates the operands.
    ///
    /// @throws IllegalArgumentException if both are constants
    public Mod {
        BinaryOperation.requireInput("Mod", x1, x2);
    }

    @Override
    public void forward(List<float[]> inputs, float[] y, int from, int to) {
        float[] a = inputs.getFirst();
        float[] b = inputs.get(1);
        for (int i = from; i < to; i++) {
            y[i] = remainder(a[i], b[i]);
        }
    }

    @Override
    public void backward(
            List<float[]> inputs, float[] y, float[] gradientY, int input, float[] gradient, int from, int to) {
        float[] a = inputs.getFirst();
        float[] b = inputs.get(1);
        for (int i = from; i < to; i++) {
            gradient[i] = gradientY[i] * (input == 0 ? 1 : (float) -Math.floor((double) a[i] / b[i]));
        }
    }

    /// The exact remainder of Java has the sign of the dividend.
    private static float remainder(float a, float b) {
        float remainder = a % b;
        return remainder != 0 && remainder < 0 != b < 0 ? remainder + b : remainder;
    }
}
