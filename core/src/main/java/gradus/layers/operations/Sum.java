package gradus.layers.operations;

import gradus.layers.Reduction;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The sum along axes of a row: `y = Σ x`.
///
/// [Keras: ops.sum](https://keras.io/api/ops/numpy/#sum-function)
///
/// @param axis the axes to reduce, without that of the batch, 0
/// @param keepdims whether the reduced axes stay, with a size of 1
public record Sum(@Nullable List<Integer> axis, boolean keepdims) implements Operation, Reduction {
    /// Reduces one axis, which vanishes.
    ///
    /// @param axis the axis: 1 is the first of a row, -1 the last
    public Sum(int axis) {
        this(List.of(axis), false);
    }

    /// Copies the list.
    public Sum {
        axis = axis == null ? null : List.copyOf(axis);
    }

    @Override
    public float forward(float[] x, int[] places, int from, int to, int row) {
        double sum = 0;
        for (int k = from; k < to; k++) {
            sum += x[row + places[k]];
        }
        return (float) sum;
    }

    @Override
    public void backward(
            float[] x, int[] places, int from, int to, int row, float y, float gradientY, float[] gradientX) {
        for (int k = from; k < to; k++) {
            gradientX[row + places[k]] = gradientY;
        }
    }
}
