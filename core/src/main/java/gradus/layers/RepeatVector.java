package gradus.layers;

import static gradus.internal.Require.require;

import gradus.data.Shape;
import java.util.List;

/// Repeats each row: from `[batch, features]` to `[batch, n, features]`.
///
/// [Keras: RepeatVector](https://keras.io/api/layers/reshaping_layers/repeat_vector/)
///
/// @param n the number of copies, at least 1
public record RepeatVector(int n) implements Layer {
    /// Validates the argument.
    ///
    /// @throws IllegalArgumentException if `n` is less than 1
    public RepeatVector {
        require(n >= 1, "RepeatVector.n must be at least 1, got %s", n);
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        return Shape.of(n, Shapes.ofRank(this, inputs, 1).size());
    }

    @Override
    public BoundLayer bind(Binding binding) {
        int width = binding.inputSize();
        return new BoundRanges(binding, 1, BoundRanges.ROWS) {
            @Override
            void forward(int from, int to) {
                for (int row = from; row < to; row++) {
                    for (int copy = 0; copy < n; copy++) {
                        System.arraycopy(
                                binding.input(), row * width, binding.output(), (row * n + copy) * width, width);
                    }
                }
            }

            @Override
            void backward(int input, float[] gradient, int from, int to) {
                float[] outputGradient = binding.outputGradient();
                for (int row = from; row < to; row++) {
                    System.arraycopy(outputGradient, row * n * width, gradient, row * width, width);
                    for (int copy = 1; copy < n; copy++) {
                        int start = (row * n + copy) * width;
                        for (int j = 0; j < width; j++) {
                            gradient[row * width + j] += outputGradient[start + j];
                        }
                    }
                }
            }
        };
    }
}
