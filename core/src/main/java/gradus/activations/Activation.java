package gradus.activations;

import gradus.math.Functions;

/// A function applied to the output of a layer, either number by number or row by row.
///
/// Implementations are records whose components are the function's arguments. Most of them are [Elementwise].
public interface Activation {
    /// Computes rows `[fromRow, toRow)` of `y` from the same rows of `x`. `x` and `y` may be the same array, except
    /// for functions that change the width.
    ///
    /// @param functions computes exp, sums and the like on ranges
    /// @param x the inputs, `[rows, width]`
    /// @param y receives the outputs, `[rows, outputWidth(width)]`
    /// @param width the number of columns of `x`
    /// @param fromRow the first row, inclusive
    /// @param toRow the last row, exclusive
    void forward(Functions functions, float[] x, float[] y, int width, int fromRow, int toRow);

    /// Computes rows `[fromRow, toRow)` of the gradient with respect to `x` from the gradient with respect to `y`.
    /// `gradientY` and `gradientX` may be the same array, except for functions that change the width.
    ///
    /// @param functions computes exp, sums and the like on ranges
    /// @param x the inputs that `forward` read, `[rows, width]`
    /// @param y the outputs that `forward` wrote, `[rows, outputWidth(width)]`
    /// @param gradientY the gradient with respect to `y`, of the shape of `y`
    /// @param gradientX receives the gradient with respect to `x`, of the shape of `x`
    /// @param width the number of columns of `x`
    /// @param fromRow the first row, inclusive
    /// @param toRow the last row, exclusive
    void backward(
            Functions functions,
            float[] x,
            float[] y,
            float[] gradientY,
            float[] gradientX,
            int width,
            int fromRow,
            int toRow);

    /// Returns the number of output columns: `width` itself, except for gated functions.
    ///
    /// @param width the number of input columns
    /// @return the number of output columns
    /// @throws IllegalArgumentException if the function cannot be applied to rows of this width
    default int outputWidth(int width) {
        return width;
    }
}
