package gradus.layers.operations;

import gradus.layers.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The angle of the point `(x₂, x₁)`, in radians: `y = arctan(x₁/x₂)`, in (-π, π].
///
/// [Keras: ops.arctan2](https://keras.io/api/ops/numpy/#arctan2-function)
///
/// @param x1 the first operand if it is a constant, else null
/// @param x2 the second operand if it is a constant, else null
public record Arctan2(@Nullable Tensor x1, @Nullable Tensor x2) implements BinaryOperation {
    /// The operation on two inputs.
    public Arctan2() {
        this(null, null);
    }

    /// Validates the operands.
    ///
    /// @throws IllegalArgumentException if both are constants
    public Arctan2 {
        BinaryOperation.requireInput("Arctan2", x1, x2);
    }

    @Override
    public void forward(List<float[]> inputs, float[] y, int from, int to) {
        float[] a = inputs.getFirst();
        float[] b = inputs.get(1);
        for (int i = from; i < to; i++) {
            y[i] = (float) StrictMath.atan2(a[i], b[i]);
        }
    }

    @Override
    public void backward(
            List<float[]> inputs, float[] y, float[] gradientY, int input, float[] gradient, int from, int to) {
        float[] a = inputs.getFirst();
        float[] b = inputs.get(1);
        for (int i = from; i < to; i++) {
            gradient[i] = gradientY[i] * ((input == 0 ? b[i] : -a[i]) / (a[i] * a[i] + b[i] * b[i]));
        }
    }
}
