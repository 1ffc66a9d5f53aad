package gradus.activations;

import gradus.kernels.Kernels;

/// The exponential function: `y = eˣ`; infinite from about 88.7. Its derivative is `y`.
public record Exponential() implements Elementwise {
    @Override
    public void forward(Kernels kernels, float[] x, float[] y, int from, int to) {
        kernels.exp(x, y, from, to);
    }

    @Override
    public void backward(
            Kernels kernels, float[] x, float[] y, float[] gradientY, float[] gradientX, int from, int to) {
        for (int i = from; i < to; i++) {
            gradientX[i] = gradientY[i] * y[i];
        }
    }
}
