package gradus.layers;

import gradus.activations.Linear;
import gradus.math.RangeTask;
import org.jspecify.annotations.Nullable;

/// Executes an [EinsumDense] whose kernel has one number for each input number, such as `bki,ki->bki`:
/// `y[b, j] = x[b, j]·kernel[j]`.
final class BoundEinsumScale implements BoundLayer {
    private static final int COLUMNS = 64;

    private final Binding binding;
    private final int width;
    private final RangeTask scale = this::scaleRows;
    private final RangeTask scaleGradient = this::scaleGradientRows;
    private final RangeTask sumKernel = this::sumKernel;
    private int rows;

    BoundEinsumScale(Binding binding) {
        this.binding = binding;
        width = binding.inputSize();
    }

    /// Returns whether a layer is such a one.
    static boolean executes(EinsumDense layer, EinsumEquation.Axes axes) {
        return axes.input().equals(axes.kernel())
                && axes.input().equals(axes.output())
                && layer.biasAxes() == null
                && layer.activityRegularizer() == null
                && layer.activation() instanceof Linear;
    }

    @Override
    public void forward(Pass pass) {
        rows = pass.rows();
        binding.run(rows, BoundRanges.ROWS, scale);
    }

    private void scaleRows(int from, int to) {
        multiply(binding.input(), binding.output(), from, to);
    }

    private void multiply(float[] x, float[] y, int from, int to) {
        float[] kernel = binding.parameters();
        int k = binding.offset(0);
        for (int row = from; row < to; row++) {
            int start = row * width;
            for (int j = 0; j < width; j++) {
                y[start + j] = x[start + j] * kernel[k + j];
            }
        }
    }

    @Override
    public void backward(Pass pass) {
        if (binding.inputGradient() != null) {
            binding.run(rows, BoundRanges.ROWS, scaleGradient);
        }
        if (binding.trainable()) {
            binding.run(width, COLUMNS, sumKernel);
        }
    }

    private void scaleGradientRows(int from, int to) {
        float @Nullable [] gradient = binding.inputGradient();
        if (gradient != null) {
            multiply(binding.outputGradient(), gradient, from, to);
        }
    }

    private void sumKernel(int from, int to) {
        float[] x = binding.input();
        float[] gradient = binding.outputGradient();
        float[] sums = binding.parameterGradients();
        int k = binding.offset(0);
        for (int j = from; j < to && !binding.accumulate(); j++) {
            sums[k + j] = 0;
        }
        for (int row = 0; row < rows; row++) {
            int start = row * width;
            for (int j = from; j < to; j++) {
                sums[k + j] += x[start + j] * gradient[start + j];
            }
        }
    }
}
