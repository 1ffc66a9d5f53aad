package gradus.activations;

import gradus.math.Functions;

/// A sigmoid without exponentials: `y = x/(1 + |x|)`. Its derivative is `1/(1 + |x|)²`.
///
/// [Bergstra et al. 2009](http://www.iro.umontreal.ca/~lisa/publications2/index.php/publications/show/205)
public record Softsign() implements Elementwise {
    @Override
    public void forward(Functions functions, float[] x, float[] y, int from, int to) {
        for (int i = from; i < to; i++) {
            y[i] = x[i] / (1 + Math.abs(x[i]));
        }
    }

    @Override
    public void backward(
            Functions functions, float[] x, float[] y, float[] gradientY, float[] gradientX, int from, int to) {
        for (int i = from; i < to; i++) {
            float root = 1 / (1 + Math.abs(x[i]));
            gradientX[i] = gradientY[i] * root * root;
        }
    }
}
