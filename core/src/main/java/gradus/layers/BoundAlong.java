package gradus.layers;

import gradus.data.Shape;
import gradus.math.RangeTask;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Executes a layer that keeps the shape of its input on rows whose axes are in another order: one that works along the
/// last axis then works along any others, which are brought there as one.
final class BoundAlong implements BoundLayer {
    private final Binding binding;
    private final BoundLayer layer;
    private final Rearrangement order;
    private final float[] x;
    private final float[] y;
    private final float @Nullable [] gradientX;
    private final float[] gradientY;
    private final RangeTask arrange = this::arrangeInput;
    private final RangeTask restore = this::restoreOutput;
    private final RangeTask arrangeGradient = this::arrangeOutputGradient;
    private final RangeTask restoreGradient = this::restoreInputGradient;

    /// @param shape of a row in the other order; several axes may be one
    private BoundAlong(Binding binding, Rearrangement order, Shape shape, Function<Binding, BoundLayer> layer) {
        this.binding = binding;
        this.order = order;
        int size = binding.capacity() * shape.size();
        x = new float[size];
        y = new float[size];
        gradientX = binding.inputGradient() == null ? null : new float[size];
        gradientY = new float[binding.outputGradient().length];
        this.layer = layer.apply(binding.withData(
                List.of(shape), shape, List.of(x), y, Collections.singletonList(gradientX), gradientY));
    }

    /// Binds a layer along some axes.
    ///
    /// @param axis the axes as Keras numbers them
    /// @param bound binds the layer along the last axis
    static BoundLayer bind(Layer layer, Binding binding, List<Integer> axis, Function<Binding, BoundLayer> bound) {
        Shape input = binding.inputShapes().getFirst();
        int[] axes = Shapes.axes(layer, input, axis);
        int rank = input.rank();
        int[] order = Rearrangement.last(rank, axes);
        int[] dimensions = Arrays.stream(order).map(input.dimensions()::get).toArray();
        int others = rank - axes.length;
        int width = Arrays.stream(dimensions, others, rank).reduce(1, (a, b) -> a * b);
        int[] merged = Arrays.copyOf(dimensions, others + 1);
        merged[others] = width;
        Shape shape = Shape.of(merged);
        if (Arrays.equals(order, IntStream.range(0, rank).toArray())) {
            return bound.apply(binding.withData(
                    List.of(shape),
                    shape,
                    binding.inputs(),
                    binding.output(),
                    binding.inputGradients(),
                    binding.outputGradient()));
        }
        return new BoundAlong(binding, new Rearrangement(input, order), shape, bound);
    }

    /// Binds a layer on rows with an axis brought to the front.
    static BoundLayer bindFirst(Binding binding, int axis, Function<Binding, BoundLayer> layer) {
        Shape input = binding.inputShapes().getFirst();
        if (axis == 0) {
            return layer.apply(binding);
        }
        int[] order = IntStream.concat(
                        IntStream.of(axis), IntStream.range(0, input.rank()).filter(other -> other != axis))
                .toArray();
        Rearrangement first = new Rearrangement(input, order);
        return new BoundAlong(binding, first, first.shape(), layer);
    }

    @Override
    public void forward(Pass pass) {
        binding.run(pass.rows(), BoundRanges.ROWS, arrange);
        layer.forward(pass);
        binding.run(pass.rows(), BoundRanges.ROWS, restore);
    }

    @Override
    public void backward(Pass pass) {
        binding.run(pass.rows(), BoundRanges.ROWS, arrangeGradient);
        layer.backward(pass);
        if (gradientX != null) {
            binding.run(pass.rows(), BoundRanges.ROWS, restoreGradient);
        }
    }

    private void arrangeInput(int from, int to) {
        order.apply(binding.input(), x, from, to);
    }

    private void restoreOutput(int from, int to) {
        order.revert(y, binding.output(), from, to);
    }

    private void arrangeOutputGradient(int from, int to) {
        order.apply(binding.outputGradient(), gradientY, from, to);
    }

    private void restoreInputGradient(int from, int to) {
        float @Nullable [] gradient = binding.inputGradient();
        if (gradient != null && gradientX != null) {
            order.revert(gradientX, gradient, from, to);
        }
    }
}
