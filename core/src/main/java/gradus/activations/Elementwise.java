package gradus.activations;

import gradus.math.Functions;

/// An activation that treats each number alike: `y[i] = f(x[i])`.
public interface Elementwise extends Activation {
    /// `y[i] = f(x[i])` for `i` in `[from, to)`. `x` and `y` may be the same array.
    void forward(Functions functions, float[] x, float[] y, int from, int to);

    /// `gradientX[i] = gradientY[i]·f′(x[i])` for `i` in `[from, to)`. The gradients may be the same array.
    void backward(Functions functions, float[] x, float[] y, float[] gradientY, float[] gradientX, int from, int to);

    @Override
    default void forward(Functions functions, float[] x, float[] y, int width, int fromRow, int toRow) {
        forward(functions, x, y, fromRow * width, toRow * width);
    }

    @Override
    default void backward(
            Functions functions,
            float[] x,
            float[] y,
            float[] gradientY,
            float[] gradientX,
            int width,
            int fromRow,
            int toRow) {
        backward(functions, x, y, gradientY, gradientX, fromRow * width, toRow * width);
    }
}
