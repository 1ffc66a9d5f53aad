package gradus.activations;

import gradus.internal.Scratch;
import gradus.math.Functions;

/// An elementwise activation whose formula mixes `x` with exponentials of `x`. Such a function needs a place for
/// the exponentials while `x` is still wanted, so it is computed chunk by chunk in a scratch array.
public interface Transcendental extends Elementwise {
    /// `values[i] = f(x[from + i])` for `i` in `[0, to - from)`.
    ///
    /// @param values room for `2·(to - from)` numbers; the second half is free for use
    void values(Functions functions, float[] x, int from, int to, float[] values);

    /// `slopes[i] = f′(x[from + i])` for `i` in `[0, to - from)`.
    ///
    /// @param y what `forward` wrote, for formulas that are simpler in it
    /// @param slopes room for `2·(to - from)` numbers; the second half is free for use
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
