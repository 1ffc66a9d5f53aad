package gradus.layers.operations;

import gradus.layers.Reduction;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The logarithm of the sum of exponentials along axes of a row, without overflow: `y = ln Σ eˣ`.
///
/// [Keras: ops.logsumexp](https://keras.io/api/ops/core/#logsumexp-function)
///
/// @param axis the axes to reduce, without that of the batch, 0
/// @param keepdims whether the reduced axes stay, with a size of 1
public record Logsumexp(@Nullable List<Integer> axis, boolean keepdims) implements Operation, Reduction {
    /// Reduces one axis, which vanishes.
    ///
    /// @param axis the axis: 1 is the first of a row, -1 the last
    public Logsumexp(int axis) {
        this(List.of(axis), false);
    }

    /// Copies the list.
    public Logsumexp {
        axis = axis == null ? null : List.copyOf(axis);
    }

    @Override
    public float forward(float[] x, int[] places, int from, int to, int row) {
        float most = Float.NEGATIVE_INFINITY;
        for (int k = from; k < to; k++) {
            most = Math.max(most, x[row + places[k]]);
        }
        double sum = 0;
        for (int k = from; k < to; k++) {
            sum += StrictMath.exp(x[row + places[k]] - most);
        }
        return (float) (most + StrictMath.log(sum));
    }

    @Override
    public void backward(
            float[] x, int[] places, int from, int to, int row, float y, float gradientY, float[] gradientX) {
        for (int k = from; k < to; k++) {
            gradientX[row + places[k]] = gradientY * (float) StrictMath.exp(x[row + places[k]] - y);
        }
    }
}
