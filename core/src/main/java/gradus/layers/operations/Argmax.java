package gradus.layers.operations;

import gradus.data.Shape;
import gradus.layers.Binding;
import gradus.layers.BoundLayer;
import gradus.layers.Reduction;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The index of the largest number along an axis of a row. Of equal numbers the first counts. It has no derivative.
///
/// [Keras: ops.argmax](https://keras.io/api/ops/numpy/#argmax-function)
///
/// @param axis the axis: 1 is the first of a row, -1 the last; null for all, which would mix the rows of a batch and is
///     refused
/// @param keepdims whether the axis stays, with a size of 1
public record Argmax(@Nullable Integer axis, boolean keepdims) implements Operation {
    /// Reduces an axis, which vanishes.
    ///
    /// @param axis the axis: 1 is the first of a row, -1 the last
    public Argmax(int axis) {
        this(axis, false);
    }

    private record Largest(@Nullable List<Integer> axis, boolean keepdims) implements Reduction {
        @Override
        public String className() {
            return "Argmax";
        }

        @Override
        public float forward(float[] x, int[] places, int from, int to, int row) {
            int largest = from;
            for (int k = from + 1; k < to; k++) {
                largest = x[row + places[k]] > x[row + places[largest]] ? k : largest;
            }
            return largest - from;
        }

        @Override
        public void backward(
                float[] x, int[] places, int from, int to, int row, float y, float gradientY, float[] gradientX) {
            for (int k = from; k < to; k++) {
                gradientX[row + places[k]] = 0;
            }
        }
    }

    private Largest largest() {
        return new Largest(axis == null ? null : List.of(axis), keepdims);
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        return largest().outputShape(inputs);
    }

    @Override
    public BoundLayer bind(Binding binding) {
        return largest().bind(binding);
    }
}
