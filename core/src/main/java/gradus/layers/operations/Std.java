package gradus.layers.operations;

import gradus.layers.Reduction;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The standard deviation along axes of a row: `y = √(Σ (x - mean)²/n)`.
///
/// [Keras: ops.std](https://keras.io/api/ops/numpy/#std-function)
///
/// @param axis the axes to reduce, without that of the batch, 0
/// @param keepdims whether the reduced axes stay, with a size of 1
public record Std(@Nullable List<Integer> axis, boolean keepdims) implements Operation, Reduction {
    /// Reduces one axis, which vanishes.
    ///
    /// @param axis the axis: 1 is the first of a row, -1 the last
    public Std(int axis) {
        this(List.of(axis), false);
    }

    /// Copies the list.
    public Std {
        axis = axis == null ? null : List.copyOf(axis);
    }

    @Override
    public float forward(float[] x, int[] places, int from, int to, int row) {
        double mean = mean(x, places, from, to, row);
        double squares = 0;
        for (int k = from; k < to; k++) {
            double distance = x[row + places[k]] - mean;
            squares += distance * distance;
        }
        return (float) Math.sqrt(squares / (to - from));
    }

    @Override
    public void backward(
            float[] x, int[] places, int from, int to, int row, float y, float gradientY, float[] gradientX) {
        double mean = mean(x, places, from, to, row);
        double scale = gradientY / ((double) y * (to - from));
        for (int k = from; k < to; k++) {
            gradientX[row + places[k]] = (float) (scale * (x[row + places[k]] - mean));
        }
    }

    private static double mean(float[] x, int[] places, int from, int to, int row) {
        double sum = 0;
        for (int k = from; k < to; k++) {
            sum += x[row + places[k]];
        }
        return sum / (to - from);
    }
}
