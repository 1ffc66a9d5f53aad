package gradus.layers.operations;

import gradus.layers.Reduction;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The largest number along axes of a row. Where several are equal, the gradient is shared among them.
///
/// [Keras: ops.max](https://keras.io/api/ops/numpy/#max-function)
///
/// @param axis the axes to reduce, without that of the batch, 0
/// @param keepdims whether the reduced axes stay, with a size of 1
public record Max(@Nullable List<Integer> axis, boolean keepdims) implements Operation, Reduction {
    /// Reduces one axis, which vanishes.
    ///
    /// @param axis the axis: 1 is the first of a row, -1 the last
    public Max(int axis) {
        this(List.of(axis), false);
    }

    /// Copies the list.
    public Max {
        axis = axis == null ? null : List.copyOf(axis);
    }

    @Override
    public float forward(float[] x, int[] places, int from, int to, int row) {
        float largest = Float.NEGATIVE_INFINITY;
        for (int k = from; k < to; k++) {
            largest = Math.max(largest, x[row + places[k]]);
        }
        return largest;
    }

    @Override
    public void backward(
            float[] x, int[] places, int from, int to, int row, float y, float gradientY, float[] gradientX) {
        int equal = 0;
        for (int k = from; k < to; k++) {
            equal += x[row + places[k]] == y ? 1 : 0;
        }
        for (int k = from; k < to; k++) {
            gradientX[row + places[k]] = x[row + places[k]] == y ? gradientY / equal : 0;
        }
    }
}
