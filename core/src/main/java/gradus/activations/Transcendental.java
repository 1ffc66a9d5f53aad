package gradus.activations;

import gradus.internal.Scratch;
import gradus.math.Functions;

/// An elementwise activation whose formula combines `x` with exponentials of `x`. The exponentials need space while
/// `x` is still in use, so the function is computed chunk by chunk in a scratch array.
public interface Transcendental extends Elementwise {
    /// Computes `values[i] = f(x[from + i])` for `i` in `[0, to - from)`.
    ///
    /// @param functions computes exp, sums and the like on ranges
    /// @param x the inputs
    /// @param from the first index, inclusive
    /// @param to the last index, exclusive
    /// @param values receives the outputs; has space for `2·(to - from)` numbers, the second half free for use
    void values(Functions functions, float[] x, int from, int to, float[] values);

    /// Computes `slopes[i] = f′(x[from + i])` for `i` in `[0, to - from)`.
    ///
    /// @param functions computes exp, sums and the like on ranges
    /// @param x the inputs
    /// @param y the outputs that `forward` wrote, for derivatives that are simpler in terms of `y`
    /// @param from the first index, inclusive
    /// @param to the last index, exclusive
    /// @param slopes receives the derivatives; has space for `2·(to - from)` numbers, the second half free for use
    void slopes(Functions functions, float[] x, float[] y, int from, int to, float[] slopes);

    @Override
    default void forward(Functions functions, float[] x, float[] y, int from, int to) {
        float[] values = Scratch.of(2 * Scratch.CHUNK);
        for (int start = from; start < to; start += Scratch.CHUNK) {
            int end = Math.min(start + Scratch.CHUNK, to);
            values(functions, x, start, end, values);
            System.arraycopy(values, 0, y, start, end - start);
        }
    }

    @Override
    default void backward(
            Functions functions, float[] x, float[] y, float[] gradientY, float[] gradientX, int from, int to) {
        float[] slopes = Scratch.of(2 * Scratch.CHUNK);
        for (int start = from; start < to; start += Scratch.CHUNK) {
            int end = Math.min(start + Scratch.CHUNK, to);
            slopes(functions, x, y, start, end, slopes);
            for (int i = start; i < end; i++) {
                gradientX[i] = gradientY[i] * slopes[i - start];
            }
        }
    }
}
