package gradus.layers;

import gradus.data.Shape;
import gradus.math.RangeTask;
import java.util.Arrays;

/// Executes [PReLU]. Shared slopes are spread over a row before a pass, and their gradients are summed after it.
final class BoundPReLU extends BoundRanges {
    private static final int COLUMNS = 64;

    private final int width;
    private final int alpha;
    private final int[] sources;
    private final float[] spread;
    private final float[] spreadGradients;
    private final RangeTask slopes = this::slopeGradients;
    private int rows;

    BoundPReLU(PReLU layer, Binding binding) {
        super(binding, 1, rows(binding.inputSize()));
        Shape input = binding.inputShapes().getFirst();
        width = input.size();
        alpha = binding.offset(0);
        boolean shared = layer.slopes(input).size() < width;
        sources = shared ? Broadcast.sources(input, layer.slopes(input)) : new int[0];
        spread = new float[sources.length];
        spreadGradients = new float[sources.length];
    }

    private boolean isShared() {
        return sources.length > 0;
    }

    /// The array with the slopes of a row, which start at [#start].
    private float[] slopes() {
        return isShared() ? spread : binding.parameters();
    }

    private int start() {
        return isShared() ? 0 : alpha;
    }

    @Override
    public void forward(Pass pass) {
        for (int j = 0; j < sources.length; j++) {
            spread[j] = binding.parameters()[alpha + sources[j]];
        }
        super.forward(pass);
    }

    @Override
    void forward(int from, int to) {
        float[] x = binding.input();
        float[] y = binding.output();
        float[] slopes = slopes();
        int first = start();
        for (int row = from; row < to; row++) {
            int start = row * width;
            for (int j = 0; j < width; j++) {
                float value = x[start + j];
                y[start + j] = value > 0 ? value : slopes[first + j] * value;
            }
        }
    }

    @Override
    void backward(int input, float[] gradient, int from, int to) {
        float[] x = binding.input();
        float[] outputGradient = binding.outputGradient();
        float[] slopes = slopes();
        int first = start();
        for (int row = from; row < to; row++) {
            int start = row * width;
            for (int j = 0; j < width; j++) {
                float slope = x[start + j] > 0 ? 1 : slopes[first + j];
                gradient[start + j] = outputGradient[start + j] * slope;
            }
        }
    }

    @Override
    public void backward(Pass pass) {
        super.backward(pass);
        if (binding.trainable()) {
            rows = pass.rows();
            binding.run(width, COLUMNS, slopes);
            joinShared();
        }
    }

    private void slopeGradients(int from, int to) {
        float[] x = binding.input();
        float[] outputGradient = binding.outputGradient();
        float[] gradients = isShared() ? spreadGradients : binding.parameterGradients();
        int first = start();
        if (isShared() || !binding.accumulate()) {
            Arrays.fill(gradients, first + from, first + to, 0);
        }
        for (int row = 0; row < rows; row++) {
            int start = row * width;
            for (int j = from; j < to; j++) {
                gradients[first + j] += outputGradient[start + j] * Math.min(x[start + j], 0);
            }
        }
    }

    private void joinShared() {
        float[] gradients = binding.parameterGradients();
        for (int j = 0; !binding.accumulate() && j < sources.length; j++) {
            gradients[alpha + sources[j]] = 0;
        }
        for (int j = 0; j < sources.length; j++) {
            gradients[alpha + sources[j]] += spreadGradients[j];
        }
    }
}
