package gradus.layers;

import static gradus.internal.Require.require;

import gradus.data.Shape;
import java.util.ArrayList;
import java.util.List;

/// Concatenates its inputs along an axis, for example `[batch, 2]` and `[batch, 3]` to `[batch, 5]`.
///
/// [Keras: Concatenate](https://keras.io/api/layers/merging_layers/concatenate/)
///
/// @param axis the axis to concatenate along: -1 is the last one, 1 the first after the batch axis
public record Concatenate(int axis) implements Layer {
    /// Creates a layer that concatenates along the last axis.
    public Concatenate() {
        this(-1);
    }

    /// Validates the argument.
    ///
    /// @throws IllegalArgumentException if `axis` is 0, the axis of the batch
    public Concatenate {
        require(axis != 0, "Concatenate.axis must not be 0, the axis of the batch, got %s", axis);
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        if (inputs.isEmpty()) {
            throw new ShapeException("Concatenate expects at least one input, got none");
        }
        int place = place(inputs.getFirst());
        int sum = 0;
        for (Shape input : inputs) {
            if (place < 0 || place >= input.rank() || !fits(inputs.getFirst(), input, place)) {
                throw new ShapeException(
                        "Concatenate expects inputs that differ along axis " + axis + " only, got " + inputs);
            }
            sum += input.dimensions().get(place);
        }
        List<Integer> dimensions = new ArrayList<>(inputs.getFirst().dimensions());
        dimensions.set(place, sum);
        return new Shape(dimensions);
    }

    private int place(Shape shape) {
        return axis < 0 ? shape.rank() + axis : axis - 1;
    }

    private static boolean fits(Shape first, Shape other, int place) {
        List<Integer> dimensions = new ArrayList<>(other.dimensions());
        if (first.rank() != other.rank()) {
            return false;
        }
        dimensions.set(place, first.dimensions().get(place));
        return dimensions.equals(first.dimensions());
    }

    @Override
    public List<Shape> exampleInputs(int width) {
        return List.of(Shape.of(width), Shape.of(width));
    }

    @Override
    public BoundLayer bind(Binding binding) {
        return new Bound(binding, place(binding.outputShape()));
    }

    /// Every row consists of `blocks` blocks, each made of one block of every input.
    private static final class Bound extends BoundRanges {
        private final int blockSize;
        private final int[] sizes;
        private final int[] starts;

        Bound(Binding binding, int place) {
            super(binding, blocks(binding, place), ROWS);
            int blocks = blocks(binding, place);
            blockSize = binding.outputSize() / blocks;
            sizes = new int[binding.inputShapes().size()];
            starts = new int[sizes.length];
            for (int k = 0; k < sizes.length; k++) {
                sizes[k] = binding.inputShapes().get(k).size() / blocks;
                starts[k] = k == 0 ? 0 : starts[k - 1] + sizes[k - 1];
            }
        }

        private static int blocks(Binding binding, int place) {
            int blocks = 1;
            for (int i = 0; i < place; i++) {
                blocks *= binding.outputShape().dimensions().get(i);
            }
            return blocks;
        }

        @Override
        void forward(int from, int to) {
            for (int k = 0; k < sizes.length; k++) {
                float[] x = binding.inputs().get(k);
                for (int block = from; block < to; block++) {
                    System.arraycopy(x, block * sizes[k], binding.output(), block * blockSize + starts[k], sizes[k]);
                }
            }
        }

        @Override
        void backward(int input, float[] gradient, int from, int to) {
            int size = sizes[input];
            for (int block = from; block < to; block++) {
                System.arraycopy(
                        binding.outputGradient(), block * blockSize + starts[input], gradient, block * size, size);
            }
        }
    }
}
