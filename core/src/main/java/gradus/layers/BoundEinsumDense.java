package gradus.layers;

import gradus.activations.Activation;
import gradus.activations.Linear;
import gradus.data.Shape;
import gradus.math.MatrixProduct;
import gradus.math.RangeTask;
import gradus.regularizers.Regularizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Executes [EinsumDense] as matrix products, one for each part `s`: `Z[s] = X[s]·K[s]`, where the parts are along
/// the axes that input, kernel and output share, `X[s]` is `[rows·own, summed]` and `K[s]` is `[summed, units]`.
/// Where the axes are in this order already, nothing is copied.
final class BoundEinsumDense implements BoundLayer, Head {
    private static final int COLUMNS = 64;

    private final EinsumDense layer;
    private final Binding binding;
    private final int parts;
    private final int own;
    private final int summed;
    private final int units;
    private final int width;
    private final int last;
    private final @Nullable Rearrangement inputOrder;
    private final @Nullable Rearrangement kernelOrder;
    private final @Nullable Rearrangement outputOrder;
    private final float[] x;
    private final float[] gradientX;
    private final float[] kernel;
    private final float[] stored;
    private final float[] z;
    private final float[] gradientZ;
    private final float[] logits;
    private final float[] logitsGradient;
    private final int[] biasSources;
    private final float[] biasSums;
    private final MatrixProduct forward;
    private final MatrixProduct kernelGradient;
    private final MatrixProduct inputGradient;
    private final RangeTask arrange = this::arrangeRows;
    private final RangeTask finish = this::finishRows;
    private final RangeTask derive = this::deriveRows;
    private final RangeTask arrangeGradient = this::arrangeGradientRows;
    private final RangeTask restoreGradient = this::restoreGradientRows;
    private final RangeTask sumBias = this::sumBias;
    private int rows;

    BoundEinsumDense(EinsumDense layer, Binding binding) {
        this.layer = layer;
        this.binding = binding;
        EinsumEquation.Axes axes = layer.axes(binding.inputShapes().getFirst());
        String in = axes.input();
        String own = letters(in, letter -> axes.kernel().indexOf(letter) < 0);
        String shared = letters(
                in,
                letter -> axes.kernel().indexOf(letter) >= 0 && axes.output().indexOf(letter) >= 0);
        String summed = letters(in, letter -> axes.output().indexOf(letter) < 0);
        String units = letters(axes.output(), letter -> in.indexOf(letter) < 0);
        parts = size(axes, shared);
        this.own = size(axes, own);
        this.summed = size(axes, summed);
        this.units = size(axes, units);
        width = axes.outputShape().size();
        last = axes.outputShape().last();
        inputOrder = order(axes.inputShape(), in, shared + own + summed, parts);
        kernelOrder = order(axes.kernelShape(), axes.kernel(), shared + summed + units, 1);
        outputOrder = order(axes.outputShape(), axes.output(), shared + own + units, parts);
        int capacity = binding.capacity();
        boolean trains = binding.outputGradient().length > 0;
        x = inputOrder == null
                ? binding.input()
                : new float[capacity * axes.inputShape().size()];
        float @Nullable [] inputs = binding.inputGradient();
        gradientX = inputs == null ? new float[0] : inputOrder == null ? inputs : new float[x.length];
        kernel = kernelOrder == null
                ? binding.parameters()
                : new float[axes.kernelShape().size()];
        stored = new float[kernelOrder == null ? 0 : kernel.length];
        logits = layer.activation() instanceof Linear ? binding.output() : new float[capacity * width];
        boolean gated = binding.outputSize() != width;
        logitsGradient = gated && trains ? new float[capacity * width] : binding.outputGradient();
        z = outputOrder == null ? logits : new float[capacity * width];
        gradientZ = outputOrder == null ? logitsGradient : new float[trains ? z.length : 0];
        String biasAxes = layer.biasAxes();
        biasSources = biasAxes == null ? new int[0] : biasSources(axes, EinsumDense.bias(axes, biasAxes));
        biasSums = new float[biasSources.length];
        forward = binding.compute().product(false, false);
        kernelGradient = binding.compute().product(true, false);
        inputGradient = binding.compute().product(false, true);
    }

    private static String letters(String all, Predicate<Character> wanted) {
        StringBuilder found = new StringBuilder();
        for (int place = 0; place < all.length(); place++) {
            char letter = all.charAt(place);
            if (wanted.test(letter)) {
                found.append(letter);
            }
        }
        return found.toString();
    }

    private static int size(EinsumEquation.Axes axes, String letters) {
        return letters.chars().map(letter -> axes.size((char) letter)).reduce(1, Math::multiplyExact);
    }

    /// Returns how axes are brought into another order; null if they are in it.
    ///
    /// @param parts the number of blocks that the rows of a batch go to
    private static @Nullable Rearrangement order(Shape shape, String axes, String wanted, int parts) {
        Rearrangement order =
                new Rearrangement(shape, wanted.chars().map(axes::indexOf).toArray());
        return parts == 1 && order.isNone() ? null : order;
    }

    private static int[] biasSources(EinsumEquation.Axes axes, Shape bias) {
        List<Integer> dimensions = new ArrayList<>(bias.dimensions());
        while (dimensions.size() < axes.outputShape().rank()) {
            dimensions.addFirst(1);
        }
        return Broadcast.sources(axes.outputShape(), new Shape(dimensions));
    }

    private int kernelStart() {
        return kernelOrder == null ? binding.offset(0) : 0;
    }

    @Override
    public void forward(Pass pass) {
        rows = pass.rows();
        if (kernelOrder != null) {
            System.arraycopy(binding.parameters(), binding.offset(0), stored, 0, stored.length);
            kernelOrder.apply(stored, kernel, 0, 1);
        }
        if (inputOrder != null) {
            binding.run(rows, BoundRanges.ROWS, arrange);
        }
        int m = rows * own;
        for (int part = 0; part < parts; part++) {
            int at = kernelStart() + part * summed * units;
            forward.run(m, units, summed, x, part * m * summed, kernel, at, 0, z, part * m * units);
        }
        binding.run(rows, BoundRanges.ROWS, finish);
    }

    private void arrangeRows(int from, int to) {
        if (inputOrder != null) {
            inputOrder.apply(binding.input(), x, parts, rows, from, to);
        }
    }

    private void finishRows(int from, int to) {
        if (outputOrder != null) {
            outputOrder.revert(z, logits, parts, rows, from, to);
        }
        if (biasSources.length > 0) {
            float[] parameters = binding.parameters();
            int bias = binding.offset(1);
            for (int row = from; row < to; row++) {
                for (int j = 0; j < width; j++) {
                    logits[row * width + j] += parameters[bias + biasSources[j]];
                }
            }
        }
        layer.activation()
                .forward(
                        binding.functions(),
                        logits,
                        binding.output(),
                        last,
                        from * (width / last),
                        to * (width / last));
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
        Regularizer regularizer = layer.activityRegularizer();
        if (regularizer != null) {
            regularizer.addGradient(
                    binding.output(), binding.outputGradient(), 0, rows * binding.outputSize(), 1f / rows);
        }
        binding.run(rows, BoundRanges.ROWS, derive);
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
                        last,
                        from * (width / last),
                        to * (width / last));
    }

    @Override
    public void backwardFromLogits(Pass pass) {
        if (outputOrder != null) {
            binding.run(rows, BoundRanges.ROWS, arrangeGradient);
        }
        int m = rows * own;
        if (gradientX.length > 0) {
            for (int part = 0; part < parts; part++) {
                int at = kernelStart() + part * summed * units;
                inputGradient.run(
                        m, summed, units, gradientZ, part * m * units, kernel, at, 0, gradientX, part * m * summed);
            }
            if (inputOrder != null) {
                binding.run(rows, BoundRanges.ROWS, restoreGradient);
            }
        }
        if (binding.trainable()) {
            kernelGradients(m);
            if (biasSources.length > 0) {
                binding.run(width, COLUMNS, sumBias);
                joinBias();
            }
        }
    }

    private void kernelGradients(int m) {
        float[] gradients = binding.parameterGradients();
        boolean direct = kernelOrder == null;
        float beta = direct && binding.accumulate() ? 1 : 0;
        for (int part = 0; part < parts; part++) {
            int at = (direct ? binding.offset(0) : 0) + part * summed * units;
            float[] into = direct ? gradients : kernel;
            kernelGradient.run(summed, units, m, x, part * m * summed, gradientZ, part * m * units, beta, into, at);
        }
        if (kernelOrder != null) {
            kernelOrder.revert(kernel, stored, 0, 1);
            int start = binding.offset(0);
            for (int i = 0; i < stored.length; i++) {
                gradients[start + i] = stored[i] + (binding.accumulate() ? gradients[start + i] : 0);
            }
        }
    }

    private void arrangeGradientRows(int from, int to) {
        if (outputOrder != null) {
            outputOrder.apply(logitsGradient, gradientZ, parts, rows, from, to);
        }
    }

    private void restoreGradientRows(int from, int to) {
        float @Nullable [] gradient = binding.inputGradient();
        if (inputOrder != null && gradient != null) {
            inputOrder.revert(gradientX, gradient, parts, rows, from, to);
        }
    }

    private void sumBias(int from, int to) {
        Arrays.fill(biasSums, from, to, 0);
        for (int row = 0; row < rows; row++) {
            for (int j = from; j < to; j++) {
                biasSums[j] += logitsGradient[row * width + j];
            }
        }
    }

    private void joinBias() {
        float[] gradients = binding.parameterGradients();
        int bias = binding.offset(1);
        for (int j = 0; !binding.accumulate() && j < width; j++) {
            gradients[bias + biasSources[j]] = 0;
        }
        for (int j = 0; j < width; j++) {
            gradients[bias + biasSources[j]] += biasSums[j];
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
