package gradus.layers;

import java.util.List;

/// The smallest value of its inputs at each position. Where several are equal, the gradient goes to the first.
///
/// [Keras: Minimum](https://keras.io/api/layers/merging_layers/minimum/)
public record Minimum() implements ElementwiseMerge {
    @Override
    public void forward(List<float[]> inputs, float[] y, int from, int to) {
        System.arraycopy(inputs.getFirst(), from, y, from, to - from);
        for (int k = 1; k < inputs.size(); k++) {
            float[] x = inputs.get(k);
            for (int i = from; i < to; i++) {
                y[i] = Math.min(y[i], x[i]);
            }
        }
    }

    @Override
    public void backward(
            List<float[]> inputs, float[] y, float[] gradientY, int input, float[] gradient, int from, int to) {
        float[] chosen = inputs.get(input);
        for (int i = from; i < to; i++) {
            gradient[i] = chosen[i] == y[i] ? gradientY[i] : 0;
        }
        for (int k = 0; k < input; k++) {
            float[] earlier = inputs.get(k);
            for (int i = from; i < to; i++) {
                gradient[i] = earlier[i] == y[i] ? 0 : gradient[i];
            }
        }
    }
}
