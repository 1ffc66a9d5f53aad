package gradus.layers;

import java.util.List;

/// The elementwise product of its inputs: `y = x₁·x₂·…`.
///
/// [Keras: Multiply](https://keras.io/api/layers/merging_layers/multiply/)
public record Multiply() implements ElementwiseMerge {
    @Override
    public void forward(List<float[]> inputs, float[] y, int from, int to) {
        System.arraycopy(inputs.getFirst(), from, y, from, to - from);
        for (int k = 1; k < inputs.size(); k++) {
            float[] x = inputs.get(k);
            for (int i = from; i < to; i++) {
                y[i] *= x[i];
            }
        }
    }

    @Override
    public void backward(
            List<float[]> inputs, float[] y, float[] gradientY, int input, float[] gradient, int from, int to) {
        System.arraycopy(gradientY, from, gradient, from, to - from);
        for (int k = 0; k < inputs.size(); k++) {
            float[] x = inputs.get(k);
            if (k != input) {
                for (int i = from; i < to; i++) {
                    gradient[i] *= x[i];
                }
            }
        }
    }
}
