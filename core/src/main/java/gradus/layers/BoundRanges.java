package gradus.layers;

import gradus.math.RangeTask;
import org.jspecify.annotations.Nullable;

/// A layer at work whose parts of a batch do not depend on each other: it says how to do a range of them, and the
/// ranges are shared among the workers.
abstract class BoundRanges implements BoundLayer {
    /// How many numbers a range has, where parts are single numbers.
    static final int NUMBERS = 4096;
    /// How many rows a range has, where parts are rows.
    static final int ROWS = 16;

    final Binding binding;
    private final int parts;
    private final int grain;
    private final RangeTask forward = this::forward;
    private final RangeTask backward = this::backward;

    /// @param parts into how many parts a row is cut: as many as it has numbers, or 1
    /// @param grain how many parts a range has
    BoundRanges(Binding binding, int parts, int grain) {
        this.binding = binding;
        this.parts = parts;
        this.grain = grain;
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
