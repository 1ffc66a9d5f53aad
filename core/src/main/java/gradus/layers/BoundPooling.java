package gradus.layers;

import gradus.data.Shape;
import java.util.List;

/// Executes the layers that make one number of the steps of each feature: their mean or the largest. A largest number
/// that several steps share gets an equal part of the gradient in each, as in Keras.
final class BoundPooling extends BoundRanges {
    private final boolean mean;
    private final int steps;
    private final int features;
    private final int stepStride;
    private final int featureStride;

    BoundPooling(Binding binding, boolean mean, DataFormat format) {
        super(binding, 1, ROWS);
        this.mean = mean;
        Shape input = binding.inputShapes().getFirst();
        boolean last = format == DataFormat.CHANNELS_LAST;
        steps = input.dimensions().get(last ? 0 : 1);
        features = input.dimensions().get(last ? 1 : 0);
        stepStride = last ? features : 1;
        featureStride = last ? 1 : steps;
    }

    /// Returns the shape of a row of the output.
    static Shape shape(Layer layer, List<Shape> inputs, DataFormat format, boolean keepdims) {
        Shape input = Shapes.ofRank(layer, inputs, 2);
        boolean last = format == DataFormat.CHANNELS_LAST;
        int features = input.dimensions().get(last ? 1 : 0);
        if (!keepdims) {
            return Shape.of(features);
        }
        return last ? Shape.of(1, features) : Shape.of(features, 1);
    }

    @Override
    void forward(int from, int to) {
        float[] x = binding.input();
        float[] y = binding.output();
        for (int row = from; row < to; row++) {
            int start = row * steps * features;
            for (int j = 0; j < features; j++) {
                int first = start + j * featureStride;
                double sum = 0;
                float largest = x[first];
                for (int step = 0; step < steps; step++) {
                    float value = x[first + step * stepStride];
                    sum += value;
                    largest = Math.max(largest, value);
                }
                y[row * features + j] = mean ? (float) (sum / steps) : largest;
            }
        }
    }

    @Override
    void backward(int input, float[] gradient, int from, int to) {
        float[] x = binding.input();
        for (int row = from; row < to; row++) {
            int start = row * steps * features;
            for (int j = 0; j < features; j++) {
                int first = start + j * featureStride;
                float largest = binding.output()[row * features + j];
                int sharing = 0;
                for (int step = 0; step < steps; step++) {
                    sharing += mean || x[first + step * stepStride] == largest ? 1 : 0;
                }
                float share = binding.outputGradient()[row * features + j] / sharing;
                for (int step = 0; step < steps; step++) {
                    int i = first + step * stepStride;
                    gradient[i] = mean || x[i] == largest ? share : 0;
                }
            }
        }
    }
}
