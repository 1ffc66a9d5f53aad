package gradus.layers;

import gradus.activations.Activation;
import gradus.activations.Linear;
import gradus.math.MatrixProduct;
import gradus.math.RangeTask;
import gradus.regularizers.Regularizer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Executes [Dense]. `z = bias + x·kernel` is kept beside `y = activation(z)`, for the derivative and for losses on
/// logits. Each position of a row is a row of the products. The gradient of the bias, a sum over rows, is the product
/// of a row of ones with the gradient of `z`.
final class BoundDense implements BoundLayer, Head {
    private final Dense layer;
    private final Binding binding;
    private final int positions;
    private final int inputs;
    private final int units;
    private final float[] logits;
    private final float[] logitsGradient;
    private final MatrixProduct forward;
    private final MatrixProduct kernelGradient;
    private final MatrixProduct inputGradient;
    private final MatrixProduct biasGradient;
    private final float[] ones;
    private final RangeTask derive = this::deriveRows;
    private int rows;

    BoundDense(Dense layer, Binding binding) {
        this.layer = layer;
        this.binding = binding;
        positions = binding.inputShapes().getFirst().positions();
        inputs = binding.inputShapes().getFirst().last();
        units = layer.units();
        // One array serves both, if the values before and after the activation are the same or may be overwritten.
        boolean linear = layer.activation() instanceof Linear;
        boolean gated = binding.outputShape().last() != units;
        int capacity = binding.capacity() * positions;
        logits = linear ? binding.output() : new float[capacity * units];
        logitsGradient = gated ? new float[capacity * units] : binding.outputGradient();
        forward = binding.compute().product(false, false, this::activateRows);
        kernelGradient = binding.compute().product(true, false, this::settleRows);
        inputGradient = binding.compute().product(false, true);
        biasGradient = binding.compute().product(false, false);
        ones = new float[layer.useBias() ? capacity : 0];
        Arrays.fill(ones, 1);
    }

    @Override
    public void forward(Pass pass) {
        rows = pass.rows() * positions;
        float[] parameters = binding.parameters();
        int kernel = binding.offset(0);
        if (layer.useBias()) {
            int bias = binding.offset(1);
            forward.run(rows, units, inputs, binding.input(), 0, parameters, kernel, parameters, bias, logits, 0);
        } else {
            forward.run(rows, units, inputs, binding.input(), 0, parameters, kernel, 0, logits, 0);
        }
    }

    private void activateRows(int from, int to) {
        layer.activation().forward(binding.functions(), logits, binding.output(), units, from, to);
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
        rows = pass.rows() * positions;
        Regularizer regularizer = layer.activityRegularizer();
        if (regularizer != null) {
            regularizer.addGradient(
                    binding.output(),
                    binding.outputGradient(),
                    0,
                    pass.rows() * binding.outputSize(),
                    1f / pass.rows());
        }
        binding.run(rows, BoundRanges.rows(units), derive);
        backwardFromLogits(pass);
    }

    private void deriveRows(int from, int to) {
        layer.activation()
                .backward(
                        binding.functions(),
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
        rows = pass.rows() * positions;
        float @Nullable [] gradient = binding.inputGradient();
        if (gradient != null) {
            inputGradient.run(
                    rows, inputs, units, logitsGradient, 0, binding.parameters(), binding.offset(0), 0, gradient, 0);
        }
        // Last, because the kernel may be updated while its gradient is computed.
        if (binding.trainable()) {
            float beta = binding.accumulate() ? 1 : 0;
            float[] gradients = binding.parameterGradients();
            kernelGradient.run(
                    inputs, units, rows, binding.input(), 0, logitsGradient, 0, beta, gradients, binding.offset(0));
            if (layer.useBias()) {
                biasGradient.run(1, units, rows, ones, 0, logitsGradient, 0, beta, gradients, binding.offset(1));
            }
        }
    }

    private void settleRows(int from, int to) {
        binding.settled().run(binding.offset(0) + from * units, binding.offset(0) + to * units);
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
