package gradus.layers;

import gradus.data.Shape;
import gradus.math.RangeTask;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Executes [SpectralNormalization]: divides the kernel where it is, then runs the layer.
final class BoundSpectralNormalization implements BoundLayer {
    private static final int PARTS = 16;
    /// What a norm is at least, as in Keras.
    private static final double EPSILON = 1e-12;

    private final SpectralNormalization layer;
    private final Binding binding;
    private final BoundLayer bound;
    private final int kernel;
    private final int u;
    private final int rows;
    private final int columns;
    private final double[] v;
    private final double[] product;
    private double norm;
    private final RangeTask multiplyRows = this::multiplyRows;
    private final RangeTask multiplyColumns = this::multiplyColumns;
    private final RangeTask divide = this::divide;

    BoundSpectralNormalization(SpectralNormalization layer, Binding binding) {
        this.layer = layer;
        this.binding = binding;
        bound = layer.layer().bind(binding);
        List<ParameterSpec> parameters = layer.parameters(binding.inputShapes());
        Shape shape = parameters.getFirst().shape();
        kernel = binding.offset(0);
        u = binding.offset(parameters.size() - 1);
        rows = shape.positions();
        columns = shape.last();
        v = new double[rows];
        product = new double[columns];
    }

    @Override
    public void forward(Pass pass) {
        if (pass.training() && binding.trainable() && !isZero()) {
            normalize();
        }
        bound.forward(pass);
    }

    private boolean isZero() {
        float[] parameters = binding.parameters();
        for (int i = kernel; i < kernel + rows * columns; i++) {
            if (parameters[i] != 0) {
                return false;
            }
        }
        return true;
    }

    private void normalize() {
        float[] parameters = binding.parameters();
        for (int iteration = 0; iteration < layer.powerIterations(); iteration++) {
            binding.run(rows, Math.ceilDiv(rows, PARTS), multiplyRows);
            double length = Math.max(Math.sqrt(squares(v)), EPSILON);
            for (int i = 0; i < rows; i++) {
                v[i] /= length;
            }
            binding.run(columns, Math.ceilDiv(columns, PARTS), multiplyColumns);
            norm = Math.sqrt(squares(product));
            for (int j = 0; j < columns; j++) {
                parameters[u + j] = (float) (product[j] / Math.max(norm, EPSILON));
            }
        }
        // v·W·uᵀ is the length of v·W, along which u is.
        binding.run(rows, Math.ceilDiv(rows, PARTS), divide);
    }

    private static double squares(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value * value;
        }
        return sum;
    }

    private void multiplyRows(int from, int to) {
        float[] parameters = binding.parameters();
        for (int i = from; i < to; i++) {
            double sum = 0;
            for (int j = 0; j < columns; j++) {
                sum += (double) parameters[u + j] * parameters[kernel + i * columns + j];
            }
            v[i] = sum;
        }
    }

    private void multiplyColumns(int from, int to) {
        float[] parameters = binding.parameters();
        Arrays.fill(product, from, to, 0);
        for (int i = 0; i < rows; i++) {
            for (int j = from; j < to; j++) {
                product[j] += v[i] * parameters[kernel + i * columns + j];
            }
        }
    }

    private void divide(int from, int to) {
        float[] parameters = binding.parameters();
        for (int i = kernel + from * columns; i < kernel + to * columns; i++) {
            parameters[i] = (float) (parameters[i] / norm);
        }
    }

    @Override
    public void backward(Pass pass) {
        bound.backward(pass);
    }

    @Override
    public double penalty(Pass pass) {
        return bound.penalty(pass);
    }

    @Override
    public @Nullable Head head() {
        return bound.head();
    }
}
