package gradus.layers.operations;

import gradus.layers.Reduction;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The smallest number along axes of a row. Where several are equal, the gradient is shared among them.
///
/// [Keras: ops.min](https://keras.io/api/ops/numpy/#min-function)
///
/// @param axis the axes to reduce, without that of the batch, 0
/// @param keepdims whether the reduced axes stay, with a size of 1
public record Min(@Nullable List<Integer> axis, boolean keepdims) implements Operation, Reduction {
    /// Reduces one axis, which vanishes.
    ///
    /// @param axis the axis: 1 is the first of a row, -1 the last
    public Min(int axis) {
        this(List.of(axis), false);
    }

    /// Copies the list.
    public Min {
        axis = axis == null ? null : List.copyOf(axis);
    }

    @Override
    public float forward(float[] x, int[] places, int from, int to, int row) {
        float smallest = Float.POSITIVE_INFINITY;
        for (int k = from; k < to; k++) {
            smallest = Math.min(smallest, x[row + places[k]]);
        }
        return smallest;
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
