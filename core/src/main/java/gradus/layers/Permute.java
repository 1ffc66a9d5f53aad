package gradus.layers;

import static gradus.internal.Require.require;

import gradus.data.Shape;
import java.util.List;
import java.util.stream.IntStream;

/// Gives the axes of each row another order: with `dims = [2, 1]`, `y[b, j, i] = x[b, i, j]`.
///
/// [Keras: Permute](https://keras.io/api/layers/reshaping_layers/permute/)
///
/// @param dims for each axis of the output, the axis of the input, counted from 1 after the batch axis; each once
public record Permute(List<Integer> dims) implements Layer {
    /// Copies and validates the axes.
    ///
    /// @throws IllegalArgumentException if they are not 1, 2, … in some order
    public Permute {
        dims = List.copyOf(dims);
        require(
                !dims.isEmpty()
                        && dims.stream()
                                .sorted()
                                .toList()
                                .equals(IntStream.rangeClosed(1, dims.size())
                                        .boxed()
                                        .toList()),
                "Permute.dims must be the numbers from 1 to their count in some order, got %s",
                dims);
    }

    private Rearrangement order(Shape input) {
        return new Rearrangement(input, dims.stream().mapToInt(axis -> axis - 1).toArray());
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        Shape input = Shapes.single(this, inputs);
        if (input.rank() != dims.size()) {
            throw new ShapeException("Permute with dims " + dims + " expects rows of " + dims.size()
                    + (dims.size() == 1 ? " axis" : " axes") + ", got " + input);
        }
        return order(input).shape();
    }

    @Override
    public List<Shape> exampleInputs(int width) {
        int[] dimensions =
                IntStream.range(0, dims.size()).map(axis -> 2 + axis % 2).toArray();
        dimensions[0] = Math.max(1, width * dimensions[0] / Shape.of(dimensions).size());
        return List.of(Shape.of(dimensions));
    }

    @Override
    public BoundLayer bind(Binding binding) {
        Rearrangement order = order(binding.inputShapes().getFirst());
        return new BoundRanges(binding, 1, BoundRanges.ROWS) {
            @Override
            void forward(int from, int to) {
                order.apply(binding.input(), binding.output(), from, to);
            }

            @Override
            void backward(int input, float[] gradient, int from, int to) {
                order.revert(binding.outputGradient(), gradient, from, to);
            }
        };
    }
}
