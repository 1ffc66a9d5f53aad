package gradus.activations;

import gradus.math.Functions;

/// An activation applied to each number separately: `y[i] = f(x[i])`.
public interface Elementwise extends Activation {
    /// Computes `y[i] = f(x[i])` for `i` in `[from, to)`. `x` and `y` may be the same array.
    ///
    /// @param functions computes exp, sums and the like on ranges
    /// @param x the inputs
    /// @param y receives the outputs
    /// @param from the first index, inclusive
    /// @param to the last index, exclusive
    void forward(Functions functions, float[] x, float[] y, int from, int to);

    /// Computes `gradientX[i] = gradientY[i]·f′(x[i])` for `i` in `[from, to)`. `gradientY` and `gradientX` may be
    /// the same array.
    ///
    /// @param functions computes exp, sums and the like on ranges
    /// @param x the inputs that `forward` read
    /// @param y the outputs that `forward` wrote
    /// @param gradientY the gradient with respect to `y`
    /// @param gradientX receives the gradient with respect to `x`
    /// @param from the first index, inclusive
    /// @param to the last index, exclusive
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
