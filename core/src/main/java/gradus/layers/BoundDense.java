package gradus.layers;

import gradus.activations.Activation;
import gradus.activations.Linear;
import gradus.kernels.MatrixProduct;
import gradus.kernels.RangeTask;
import gradus.regularizers.Regularizer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// [Dense] at work. `z = x·kernel + bias` is kept beside `y = activation(z)`, for the derivative and for losses on
/// logits.
final class BoundDense implements BoundLayer, Head {
    private static final int ROWS = 16;
    private static final int COLUMNS = 64;

    private final Dense layer;
    private final Binding binding;
    private final int inputs;
    private final int units;
    private final float[] logits;
    private final float[] logitsGradient;
    private final MatrixProduct forward;
    private final MatrixProduct kernelGradient;
    private final MatrixProduct inputGradient;
    private final RangeTask activate = this::activateRows;
    private final RangeTask derive = this::deriveRows;
    private final RangeTask biasGradient = this::biasGradientColumns;
    private int rows;

    BoundDense(Dense layer, Binding binding) {
        this.layer = layer;
        this.binding = binding;
        inputs = binding.inputSize();
        units = layer.units();
        // Where before and after the activation is the same, or may be overwritten, one array serves both.
        boolean linear = layer.activation() instanceof Linear;
        boolean gated = binding.outputSize() != units;
        logits = linear ? binding.output() : new float[binding.capacity() * units];
        logitsGradient = gated ? new float[binding.capacity() * units] : binding.outputGradient();
        forward = new MatrixProduct(binding.kernels(), binding.workers(), false, false);
        kernelGradient = new MatrixProduct(binding.kernels(), binding.workers(), true, false);
        inputGradient = new MatrixProduct(binding.kernels(), binding.workers(), false, true);
    }

    @Override
    public void forward(Pass pass) {
        rows = pass.rows();
        forward.run(rows, units, inputs, binding.input(), 0, binding.parameters(), binding.offset(0), 0, logits, 0);
        binding.workers().run(rows, ROWS, activate);
    }

    private void activateRows(int from, int to) {
        if (layer.useBias()) {
            float[] parameters = binding.parameters();
            int bias = binding.offset(1);
            for (int row = from; row < to; row++) {
                int start = row * units;
                for (int j = 0; j < units; j++) {
                    logits[start + j] += parameters[bias + j];
                }
            }
        }
        layer.activation().forward(binding.kernels(), logits, binding.output(), units, from, to);
    }

    @Override
    public double penalty(Pass pass) {
        Regularizer regularizer = layer.activityRegularizer();
        return regularizer == null
                ? 0
                : regularizer.penalty(binding.output(), 0, pass.rows() * binding.outputSize()) / pass.rows();
    }

    @Override
    public void backward(Pass pass) {
        rows = pass.rows();
        Regularizer regularizer = layer.activityRegularizer();
        if (regularizer != null) {
            regularizer.addGradient(
                    binding.output(), binding.outputGradient(), 0, rows * binding.outputSize(), 1f / rows);
        }
        binding.workers().run(rows, ROWS, derive);
        backwardFromLogits(pass);
    }

    private void deriveRows(int from, int to) {
        layer.activation()
                .backward(
                        binding.kernels(),
                        logits,
                        binding.output(),
                        binding.outputGradient(),
                        logitsGradient,
                        units,
                        from,
                        to);
    }

    @Override
    public void backwardFromLogits(Pass pass) {
        rows = pass.rows();
        if (binding.trainable()) {
            kernelGradient.run(
                    inputs,
                    units,
                    rows,
                    binding.input(),
                    0,
                    logitsGradient,
                    0,
                    binding.accumulate() ? 1 : 0,
                    binding.parameterGradients(),
                    binding.offset(0));
            if (layer.useBias()) {
                binding.workers().run(units, COLUMNS, biasGradient);
            }
        }
        float @Nullable [] gradient = binding.inputGradient();
        if (gradient != null) {
            inputGradient.run(
                    rows, inputs, units, logitsGradient, 0, binding.parameters(), binding.offset(0), 0, gradient, 0);
        }
    }

    private void biasGradientColumns(int from, int to) {
        float[] gradients = binding.parameterGradients();
        int bias = binding.offset(1);
        if (!binding.accumulate()) {
            Arrays.fill(gradients, bias + from, bias + to, 0);
        }
        for (int row = 0; row < rows; row++) {
            int start = row * units;
            for (int j = from; j < to; j++) {
                gradients[bias + j] += logitsGradient[start + j];
            }
        }
    }

    @Override
    public @Nullable Head head() {
        // An activity regularizer needs the gradient with respect to the output.
        return layer.activityRegularizer() == null ? this : null;
    }

    @Override
    public Activation activation() {
        return layer.activation();
    }

    @Override
    public float[] logits() {
        return logits;
    }

    @Override
    public float[] logitsGradient() {
        return logitsGradient;
    }
}
