package gradus.layers;

import gradus.data.Shape;
import java.util.List;

/// The difference of two inputs: `y = x₁ - x₂`.
///
/// [Keras: Subtract](https://keras.io/api/layers/merging_layers/subtract/)
public record Subtract() implements ElementwiseMerge {
    @Override
    public Shape outputShape(List<Shape> inputs) {
        if (inputs.size() != 2) {
            throw new ShapeException("Subtract expects two inputs, got " + inputs.size());
        }
        return ElementwiseMerge.super.outputShape(inputs);
    }

    @Override
    public void forward(List<float[]> inputs, float[] y, int from, int to) {
        float[] minuend = inputs.getFirst();
        float[] subtrahend = inputs.get(1);
        for (int i = from; i < to; i++) {
            y[i] = minuend[i] - subtrahend[i];
        }
    }

    @Override
    public void backward(
            List<float[]> inputs, float[] y, float[] gradientY, int input, float[] gradient, int from, int to) {
        float sign = input == 0 ? 1 : -1;
        for (int i = from; i < to; i++) {
            gradient[i] = sign * gradientY[i];
        }
    }
}
