package gradus.layers;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Executes [Normalization].
final class BoundNormalization extends BoundRanges {
    private static final double SMALLEST = 1e-7;

    private final Normalization layer;
    private final int width;
    private final double[] means;
    private final double[] deviations;

    BoundNormalization(Normalization layer, Binding binding) {
        super(binding, binding.inputSize() / width(binding), rows(width(binding)));
        this.layer = layer;
        width = width(binding);
        means = new double[width];
        deviations = new double[width];
        List<Double> mean = layer.mean();
        List<Double> variance = layer.variance();
        if (mean != null && variance != null) {
            for (int j = 0; j < width; j++) {
                set(j, mean.get(j % mean.size()), variance.get(j % mean.size()));
            }
        }
    }

    private static int width(Binding binding) {
        return binding.inputShapes().getFirst().last();
    }

    private void set(int column, double mean, double variance) {
        means[column] = mean;
        deviations[column] = Math.max(Math.sqrt(variance), SMALLEST);
    }

    @Override
    public void forward(Pass pass) {
        if (layer.mean() == null) {
            // Weights may have been loaded since the last pass.
            float[] parameters = binding.parameters();
            @Nullable Integer axis = layer.axis();
            for (int j = 0; j < width; j++) {
                int at = axis == null ? 0 : j;
                set(j, parameters[binding.offset(0) + at], parameters[binding.offset(1) + at]);
            }
        }
        super.forward(pass);
    }

    @Override
    void forward(int from, int to) {
        float[] x = binding.input();
        float[] y = binding.output();
        for (int row = from; row < to; row++) {
            int start = row * width;
            if (layer.invert()) {
                for (int j = 0; j < width; j++) {
                    y[start + j] = (float) (means[j] + x[start + j] * deviations[j]);
                }
            } else {
                for (int j = 0; j < width; j++) {
                    y[start + j] = (float) ((x[start + j] - means[j]) / deviations[j]);
                }
            }
        }
    }

    @Override
    void backward(int input, float[] gradient, int from, int to) {
        float[] outputGradient = binding.outputGradient();
        for (int row = from; row < to; row++) {
            int start = row * width;
            for (int j = 0; j < width; j++) {
                double slope = layer.invert() ? deviations[j] : 1 / deviations[j];
                gradient[start + j] = (float) (outputGradient[start + j] * slope);
            }
        }
    }
}
