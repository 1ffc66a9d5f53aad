package gradus.activations;

import gradus.math.Functions;

/// The identity function: `y = x`. Its derivative is 1.
public record Linear() implements Elementwise {
    @Override
    public void forward(Functions functions, float[] x, float[] y, int from, int to) {
        if (x != y) {
            System.arraycopy(x, from, y, from, to - from);
        }
    }

    @Override
    public void backward(
            Functions functions, float[] x, float[] y, float[] gradientY, float[] gradientX, int from, int to) {
        if (gradientY != gradientX) {
            System.arraycopy(gradientY, from, gradientX, from, to - from);
        }
    }
}
