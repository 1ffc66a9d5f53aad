package gradus.layers.operations;

import static gradus.internal.Require.require;

import gradus.math.Functions;
import java.util.Arrays;
import java.util.Set;

/// Converts numbers to another type, and keeps them as floats: to `float32`, which changes nothing;
/// to whole numbers, which drops fractions; to truth values, which gives 1 for all but 0.
///
/// [Keras: ops.cast](https://keras.io/api/ops/core/#cast-function)
///
/// @param dtype the type: `float32`, `int32`, `bool`, …
public record Cast(String dtype) implements UnaryOperation {
    private static final Set<String> FLOATS = Set.of("float32", "float64");
    private static final Set<String> WHOLE =
            Set.of("int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64");

    /// Validates the argument.
    ///
    /// @throws IllegalArgumentException if it is another type
    public Cast {
        require(
                FLOATS.contains(dtype) || WHOLE.contains(dtype) || dtype.equals("bool"),
                "Cast.dtype must be float32, float64, a type of whole numbers such as int32, or bool, got \"%s\"",
                dtype);
    }

    @Override
    public void forward(Functions functions, float[] x, float[] y, int from, int to) {
        boolean whole = WHOLE.contains(dtype);
        boolean truth = dtype.equals("bool");
        for (int i = from; i < to; i++) {
            float value = whole ? (float) (x[i] < 0 ? Math.ceil(x[i]) : Math.floor(x[i])) : x[i];
            y[i] = truth ? (value == 0 ? 0 : 1) : value;
        }
    }

    /// Passes the gradient on between floating-point types only, as in Keras.
    @Override
    public void backward(
            Functions functions, float[] x, float[] y, float[] gradientY, float[] gradientX, int from, int to) {
        if (FLOATS.contains(dtype)) {
            System.arraycopy(gradientY, from, gradientX, from, to - from);
        } else {
            Arrays.fill(gradientX, from, to, 0);
        }
    }
}
