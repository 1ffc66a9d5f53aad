package gradus.activations;

import gradus.math.Functions;

/// A function that is applied to every number of a layer's output, or to every row of it.
///
/// Implementations are records of the function's arguments. Most are [Elementwise].
public interface Activation {
    /// Computes rows `[fromRow, toRow)` of `y` from those of `x`. `x` and `y` may be the same array.
    ///
    /// @param x `[rows, width]`
    /// @param y `[rows, outputWidth(width)]`
    void forward(Functions functions, float[] x, float[] y, int width, int fromRow, int toRow);

    /// Computes the gradient with respect to `x`, from the one with respect to `y`, for rows `[fromRow, toRow)`.
    /// `gradientY` and `gradientX` may be the same array.
    ///
    /// @param x what `forward` read
    /// @param y what `forward` wrote
    void backward(
            Functions functions,
            float[] x,
            float[] y,
            float[] gradientY,
            float[] gradientX,
            int width,
            int fromRow,
            int toRow);

    /// How many numbers come out for a row of `width`: as many, but for gated functions.
    default int outputWidth(int width) {
        return width;
    }
}
