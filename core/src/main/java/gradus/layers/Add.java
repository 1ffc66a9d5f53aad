package gradus.layers;

import java.util.List;

/// The sum of its inputs: `y = x₁ + x₂ + …`.
///
/// [Keras: Add](https://keras.io/api/layers/merging_layers/add/)
public record Add() implements ElementwiseMerge {
    @Override
    public void forward(List<float[]> inputs, float[] y, int from, int to) {
        System.arraycopy(inputs.getFirst(), from, y, from, to - from);
        for (int k = 1; k < inputs.size(); k++) {
            float[] x = inputs.get(k);
            for (int i = from; i < to; i++) {
                y[i] += x[i];
            }
        }
    }

    @Override
    public void backward(
            List<float[]> inputs, float[] y, float[] gradientY, int input, float[] gradient, int from, int to) {
        System.arraycopy(gradientY, from, gradient, from, to - from);
    }
}
