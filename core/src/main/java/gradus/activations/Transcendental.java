package gradus.activations;

import gradus.internal.Scratch;
import gradus.math.Functions;

/// An elementwise activation whose formula combines `x` with exponentials of `x`. The exponentials need space while
/// `x` is still in use, so the function is computed chunk by chunk in scratch arrays. All of them begin at 0: a loop
/// whose arrays have different offsets would not be vectorised, because they might be one and the same array.
public interface Transcendental extends Elementwise {
    /// Computes `values[i] = f(x[i])` for `i` in `[0, count)`.
    ///
    /// @param functions computes exp, sums and the like on ranges
    /// @param x a copy of the inputs, which may be overwritten
    /// @param values receives the outputs
    /// @param count the number of inputs
    void values(Functions functions, float[] x, float[] values, int count);

    /// Computes `slopes[i] = f′(x[i])` for `i` in `[0, count)`.
    ///
    /// @param functions computes exp, sums and the like on ranges
    /// @param x a copy of the inputs, which may be overwritten
    /// @param y a copy of the outputs that `forward` wrote, for derivatives that are simpler in terms of `y`; may
    /// be overwritten
    /// @param slopes receives the derivatives
    /// @param count the number of inputs
    void slopes(Functions functions, float[] x, float[] y, float[] slopes, int count);

    @Override
    default void forward(Functions functions, float[] x, float[] y, int from, int to) {
        float[][] chunks = Scratch.chunks();
        float[] inputs = chunks[0];
        float[] values = chunks[1];
        for (int start = from; start < to; start += Scratch.CHUNK) {
            int count = Math.min(Scratch.CHUNK, to - start);
            System.arraycopy(x, start, inputs, 0, count);
            values(functions, inputs, values, count);
            System.arraycopy(values, 0, y, start, count);
        }
    }

    @Override
    default void backward(
            Functions functions, float[] x, float[] y, float[] gradientY, float[] gradientX, int from, int to) {
        float[][] chunks = Scratch.chunks();
        float[] inputs = chunks[0];
        float[] outputs = chunks[1];
        float[] slopes = chunks[2];
        for (int start = from; start < to; start += Scratch.CHUNK) {
            int count = Math.min(Scratch.CHUNK, to - start);
            System.arraycopy(x, start, inputs, 0, count);
            System.arraycopy(y, start, outputs, 0, count);
            slopes(functions, inputs, outputs, slopes, count);
            float[] gradients = inputs;
            System.arraycopy(gradientY, start, gradients, 0, count);
            multiply(slopes, gradients, count);
            System.arraycopy(slopes, 0, gradientX, start, count);
        }
    }

    /// A method of its own is vectorised also where two activations are inlined around it.
    private static void multiply(float[] product, float[] factor, int count) {
        for (int i = 0; i < count; i++) {
            product[i] *= factor[i];
        }
    }
}
