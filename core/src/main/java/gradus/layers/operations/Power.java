package gradus.layers.operations;

import gradus.layers.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The power of two operands: `y = x₁^x₂`.
///
/// [Keras: ops.power](https://keras.io/api/ops/numpy/#power-function)
///
/// @param x1 the first operand if it is a constant, else null
/// @param x2 the second operand if it is a constant, else null
public record Power(@Nullable Tensor x1, @Nullable Tensor x2) implements BinaryOperation {
    /// The operation on two inputs.
    public Power() {
        this(null, null);
    }

    /// Validates the operands.
    ///
    /// @throws IllegalArgumentException if both are constants
    public Power {
        BinaryOperation.requireInput("Power", x1, x2);
    }

    @Override
    public void forward(List<float[]> inputs, float[] y, int from, int to) {
        float[] a = inputs.getFirst();
        float[] b = inputs.get(1);
        for (int i = from; i < to; i++) {
            y[i] = power(a[i], b[i]);
        }
    }

    @Override
    public void backward(
            List<float[]> inputs, float[] y, float[] gradientY, int input, float[] gradient, int from, int to) {
        float[] a = inputs.getFirst();
        float[] b = inputs.get(1);
        for (int i = from; i < to; i++) {
            gradient[i] = gradientY[i] * (input == 0 ? slope(a[i], b[i]) : logarithm(a[i]) * y[i]);
        }
    }

    /// The exact power of Java allocates.
    private static float power(float a, float b) {
        if (b == 2 || b == 1) {
            return b == 2 ? a * a : a;
        }
        double power = b == 0 ? 1 : StrictMath.exp(b * StrictMath.log(Math.abs(a)));
        if (a < 0) {
            double sign = b != Math.rint(b) ? Double.NaN : Math.rint(b / 2.0) * 2 == b ? 1 : -1;
            power *= sign;
        }
        return (float) power;
    }

    private static float slope(float a, float b) {
        return b == 2 ? 2 * a : b * power(a, b - 1);
    }

    /// `ln a`, but 0 for 0, whose powers do not change.
    private static float logarithm(float a) {
        return a == 0 ? 0 : (float) StrictMath.log(a);
    }
}
