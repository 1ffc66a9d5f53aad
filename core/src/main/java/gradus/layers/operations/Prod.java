package gradus.layers.operations;

import gradus.layers.Reduction;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The product along axes of a row: `y = Π x`.
///
/// [Keras: ops.prod](https://keras.io/api/ops/numpy/#prod-function)
///
/// @param axis the axes to reduce, without that of the batch, 0
/// @param keepdims whether the reduced axes stay, with a size of 1
public record Prod(@Nullable List<Integer> axis, boolean keepdims) implements Operation, Reduction {
    /// Reduces one axis, which vanishes.
    ///
    /// @param axis the axis: 1 is the first of a row, -1 the last
    public Prod(int axis) {
        this(List.of(axis), false);
    }

    /// Copies the list.
    public Prod {
        axis = axis == null ? null : List.copyOf(axis);
    }

    @Override
    public float forward(float[] x, int[] places, int from, int to, int row) {
        double product = 1;
        for (int k = from; k < to; k++) {
            product *= x[row + places[k]];
        }
        return (float) product;
    }

    @Override
    public void backward(
            float[] x, int[] places, int from, int to, int row, float y, float gradientY, float[] gradientX) {
        for (int k = from; k < to; k++) {
            gradientX[row + places[k]] = gradientY * others(x, places, from, to, row, k);
        }
    }

    /// The product of all numbers but one, which may be 0.
    private static float others(float[] x, int[] places, int from, int to, int row, int one) {
        double product = 1;
        for (int k = from; k < to; k++) {
            product *= k == one ? 1 : x[row + places[k]];
        }
        return (float) product;
    }
}
