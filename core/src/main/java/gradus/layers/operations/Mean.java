package gradus.layers.operations;

import gradus.layers.Reduction;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The mean along axes of a row: `y = Σ x/n`.
///
/// [Keras: ops.mean](https://keras.io/api/ops/numpy/#mean-function)
///
/// @param axis the axes to reduce, without that of the batch, 0
/// @param keepdims whether the reduced axes stay, with a size of 1
public record Mean(@Nullable List<Integer> axis, boolean keepdims) implements Operation, Reduction {
    /// Reduces one axis, which vanishes.
    ///
    /// @param axis the axis: 1 is the first of a row, -1 the last
    public Mean(int axis) {
        this(List.of(axis), false);
    }

    /// Copies the list.
    public Mean {
        axis = axis == null ? null : List.copyOf(axis);
    }

    @Override
    public float forward(float[] x, int[] places, int from, int to, int row) {
        double sum = 0;
        for (int k = from; k < to; k++) {
            sum += x[row + places[k]];
        }
        return (float) (sum / (to - from));
    }

    @Override
    public void backward(
            float[] x, int[] places, int from, int to, int row, float y, float gradientY, float[] gradientX) {
        float share = gradientY / (to - from);
        for (int k = from; k < to; k++) {
            gradientX[row + places[k]] = share;
        }
    }
}
