package gradus.layers;

import gradus.math.RangeTask;
import org.jspecify.annotations.Nullable;

/// Executes a layer that treats the parts of a batch independently: a subclass processes a range of parts, and the
/// workers share the ranges.
abstract class BoundRanges implements BoundLayer {
    /// The number of values in a range, where parts are single values.
    static final int NUMBERS = 4096;
    /// The number of rows in a range, where parts are rows that take longer than their values.
    static final int ROWS = 16;

    final Binding binding;
    private final int parts;
    private final int grain;
    private final RangeTask forward = this::forward;
    private final RangeTask backward = this::backward;

    /// @param parts the number of parts per row: the number of its values, or 1
    /// @param grain the number of parts in a range
    BoundRanges(Binding binding, int parts, int grain) {
        this.binding = binding;
        this.parts = parts;
        this.grain = grain;
    }

    /// {@return the number of rows in a range of rows that are computed value by value} Handing fewer values to another
    /// thread takes longer than computing them.
    ///
    /// @param width the number of values in a row
    static int rows(int width) {
        return Math.max(ROWS, NUMBERS / width);
    }

    /// Computes parts `[from, to)` of the output.
    abstract void forward(int from, int to);

    /// Computes parts `[from, to)` of the gradient with respect to an input.
    abstract void backward(int input, float[] gradient, int from, int to);

    @Override
    public void forward(Pass pass) {
        binding.run(pass.rows() * parts, grain, forward);
    }

    @Override
    public void backward(Pass pass) {
        binding.run(pass.rows() * parts, grain, backward);
    }

    private void backward(int from, int to) {
        for (int input = 0; input < binding.inputGradients().size(); input++) {
            float @Nullable [] gradient = binding.inputGradients().get(input);
            if (gradient != null) {
                backward(input, gradient, from, to);
            }
        }
    }
}
