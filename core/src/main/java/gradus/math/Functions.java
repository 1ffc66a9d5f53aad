package gradus.math;

/// Functions on ranges of numbers, and sums of fixed order. Each result depends on the arguments alone, never on
/// the thread or on how warm the JVM is. All may be called from any thread and allocate nothing.
public interface Functions {
    /// `y[i] = eˣ` for `i` in `[from, to)`. `x` and `y` may be the same array. As for all functions here: at most 2
    /// units in the last place off, infinities and NaN as in [Math]; but of `exp` and `sigmoid` a result below
    /// 2⁻¹²⁵ may be 0, because denormals are slow wherever they go. Keras on JAX does the same.
    void exp(float[] x, float[] y, int from, int to);

    /// `y[i] = ln x[i]`.
    void log(float[] x, float[] y, int from, int to);

    /// `y[i] = ln(1 + x[i])`, exact for small `x`.
    void log1p(float[] x, float[] y, int from, int to);

    /// `y[i] = tanh x[i]`.
    void tanh(float[] x, float[] y, int from, int to);

    /// `y[i] = 1 / (1 + e⁻ˣ)`.
    void sigmoid(float[] x, float[] y, int from, int to);

    /// `y[i] = erf x[i]`, the error function; at most 4 units in the last place off.
    void erf(float[] x, float[] y, int from, int to);

    /// The sum of `x[from, to)`, in an order that depends on the length alone.
    float sum(float[] x, int from, int to);

    /// The largest of `x[from, to)`; NaN if there is one.
    float max(float[] x, int from, int to);

    /// `Σ a[aOffset + i]·b[bOffset + i]` for `i` in `[0, length)`, in an order that depends on the length alone.
    float dot(float[] a, int aOffset, float[] b, int bOffset, int length);
}
