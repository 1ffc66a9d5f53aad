package gradus.layers;

import gradus.activations.Activation;
import gradus.math.RangeTask;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Executes [WeightNormalization]: a dense layer on its own kernel, which is computed from `g` and `v` in each
/// pass.
final class BoundWeightNormalization implements BoundLayer, Head {
    private static final int COLUMNS = 64;
    private static final double EPSILON = 1e-10;

    private final WeightNormalization layer;
    private final Binding binding;
    private final int inputs;
    private final int units;
    private final float[] weights;
    private final float[] weightGradients;
    private final BoundDense dense;
    private final double[] squares;
    private final float[] lengths;
    private final float[] along;
    private final RangeTask compose = this::compose;
    private final RangeTask decompose = this::decompose;

    BoundWeightNormalization(WeightNormalization layer, Binding binding) {
        this.layer = layer;
        this.binding = binding;
        inputs = binding.inputShapes().getFirst().last();
        units = layer.layer().units();
        weights = new float[inputs * units + units];
        weightGradients = new float[weights.length];
        squares = new double[units];
        lengths = new float[units];
        along = new float[units];
        dense = new BoundDense(layer.layer(), binding.withParameters(weights, weightGradients, 0, inputs * units));
    }

    @Override
    public void forward(Pass pass) {
        if (isToBeInitialized(pass)) {
            initializeFromData(pass);
        }
        composeWeights();
        dense.forward(pass);
    }

    private void composeWeights() {
        binding.run(units, COLUMNS, compose);
        if (layer.layer().useBias()) {
            System.arraycopy(binding.parameters(), binding.offset(2), weights, inputs * units, units);
        }
    }

    /// Computes `w = g·v/‖v‖` for units `[from, to)`.
    private void compose(int from, int to) {
        float[] parameters = binding.parameters();
        int g = binding.offset(0);
        int v = binding.offset(1);
        Arrays.fill(squares, from, to, 0);
        for (int i = 0; i < inputs; i++) {
            int start = v + i * units;
            for (int j = from; j < to; j++) {
                squares[j] += (double) parameters[start + j] * parameters[start + j];
            }
        }
        for (int j = from; j < to; j++) {
            lengths[j] = (float) Math.sqrt(squares[j]);
        }
        for (int i = 0; i < inputs; i++) {
            int start = i * units;
            for (int j = from; j < to; j++) {
                weights[start + j] = lengths[j] > 0 ? parameters[g + j] * (parameters[v + start + j] / lengths[j]) : 0;
            }
        }
    }

    private boolean isToBeInitialized(Pass pass) {
        return layer.dataDependentInitialization()
                && pass.training()
                && binding.trainable()
                && pass.rows() > 1
                && binding.parameters()[initialized()] == 0;
    }

    private int initialized() {
        return binding.offset(layer.layer().useBias() ? 3 : 2);
    }

    /// With `t = x·v/‖v‖` over the batch, sets `g = 1/σ(t)` and `bias = -μ(t)/σ(t)`.
    private void initializeFromData(Pass pass) {
        float[] parameters = binding.parameters();
        int g = binding.offset(0);
        Arrays.fill(parameters, g, g + units, 1);
        if (layer.layer().useBias()) {
            Arrays.fill(parameters, binding.offset(2), binding.offset(2) + units, 0);
        }
        composeWeights();
        dense.forward(pass);
        float[] t = dense.logits();
        int rows = pass.rows() * binding.inputShapes().getFirst().positions();
        for (int j = 0; j < units; j++) {
            double mean = 0;
            for (int row = 0; row < rows; row++) {
                mean += t[row * units + j] / (double) rows;
            }
            double variance = 0;
            for (int row = 0; row < rows; row++) {
                double deviation = t[row * units + j] - mean;
                variance += deviation * deviation / rows;
            }
            double inverse = 1 / Math.sqrt(variance + EPSILON);
            parameters[g + j] = (float) inverse;
            if (layer.layer().useBias()) {
                parameters[binding.offset(2) + j] = (float) (-mean * inverse);
            }
        }
        parameters[initialized()] = 1;
    }

    @Override
    public double penalty(Pass pass) {
        return dense.penalty(pass);
    }

    @Override
    public void backward(Pass pass) {
        dense.backward(pass);
        decomposeGradients();
    }

    @Override
    public void backwardFromLogits(Pass pass) {
        dense.backwardFromLogits(pass);
        decomposeGradients();
    }

    private void decomposeGradients() {
        if (binding.trainable()) {
            binding.run(units, COLUMNS, decompose);
        }
    }

    /// Computes `∂g = ∂w·v/‖v‖` and `∂v = g/‖v‖·(∂w - ∂g·v/‖v‖)` from `∂w`.
    private void decompose(int from, int to) {
        float[] parameters = binding.parameters();
        float[] gradients = binding.parameterGradients();
        boolean kept = binding.accumulate();
        int g = binding.offset(0);
        int v = binding.offset(1);
        Arrays.fill(squares, from, to, 0);
        for (int i = 0; i < inputs; i++) {
            int start = i * units;
            for (int j = from; j < to; j++) {
                squares[j] += (double) weightGradients[start + j] * parameters[v + start + j];
            }
        }
        for (int j = from; j < to; j++) {
            along[j] = lengths[j] > 0 ? (float) (squares[j] / lengths[j]) : 0;
            gradients[g + j] = kept ? gradients[g + j] + along[j] : along[j];
        }
        for (int i = 0; i < inputs; i++) {
            int start = i * units;
            for (int j = from; j < to; j++) {
                float length = lengths[j] > 0 ? lengths[j] : 1;
                float across = weightGradients[start + j] - along[j] * (parameters[v + start + j] / length);
                float gradient = lengths[j] > 0 ? parameters[g + j] / length * across : 0;
                gradients[v + start + j] = kept ? gradients[v + start + j] + gradient : gradient;
            }
        }
        if (layer.layer().useBias()) {
            int bias = binding.offset(2);
            int dense = inputs * units;
            for (int j = from; j < to; j++) {
                gradients[bias + j] = weightGradients[dense + j] + (kept ? gradients[bias + j] : 0);
            }
        }
    }

    @Override
    public @Nullable Head head() {
        return dense.head() == null ? null : this;
    }

    @Override
    public Activation activation() {
        return dense.activation();
    }

    @Override
    public float[] logits() {
        return dense.logits();
    }

    @Override
    public float[] logitsGradient() {
        return dense.logitsGradient();
    }
}
