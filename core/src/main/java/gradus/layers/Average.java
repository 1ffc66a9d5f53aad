package gradus.layers;

import java.util.List;

/// The mean of its inputs: `y = (x₁ + … + xₙ)/n`.
///
/// [Keras: Average](https://keras.io/api/layers/merging_layers/average/)
public record Average() implements ElementwiseMerge {
    @Override
    public void forward(List<float[]> inputs, float[] y, int from, int to) {
        System.arraycopy(inputs.getFirst(), from, y, from, to - from);
        for (int k = 1; k < inputs.size(); k++) {
            float[] x = inputs.get(k);
            for (int i = from; i < to; i++) {
                y[i] += x[i];
            }
        }
        float share = 1f / inputs.size();
        for (int i = from; i < to; i++) {
            y[i] *= share;
        }
    }

    @Override
    public void backward(
            List<float[]> inputs, float[] y, float[] gradientY, int input, float[] gradient, int from, int to) {
        float share = 1f / inputs.size();
        for (int i = from; i < to; i++) {
            gradient[i] = gradientY[i] * share;
        }
    }
}
