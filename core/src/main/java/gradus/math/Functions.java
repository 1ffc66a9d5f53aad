package gradus.math;

/// Functions on ranges of numbers, and sums in a fixed order. Each result depends on the arguments only, never on
/// the thread or on how warm the JVM is. All methods may be called from any thread and do not allocate.
public interface Functions {
    /// Computes `y[i] = eˣ` for `i` in `[from, to)`. `x` and `y` may be the same array. Like all functions here it
    /// is accurate to 2 units in the last place, with infinities and NaN as in [Math], except that results of `exp`
    /// and `sigmoid` below 2⁻¹²⁵ may be 0, because denormal numbers slow down all further arithmetic. Keras on JAX
    /// does the same.
    ///
    /// @param x the arguments
    /// @param y receives the results
    /// @param from the first index, inclusive
    /// @param to the last index, exclusive
    void exp(float[] x, float[] y, int from, int to);

    /// Computes `y[i] = ln x[i]`.
    ///
    /// @param x the arguments
    /// @param y receives the results
    /// @param from the first index, inclusive
    /// @param to the last index, exclusive
    void log(float[] x, float[] y, int from, int to);

    /// Computes `y[i] = ln(1 + x[i])`, accurately for small `x`.
    ///
    /// @param x the arguments
    /// @param y receives the results
    /// @param from the first index, inclusive
    /// @param to the last index, exclusive
    void log1p(float[] x, float[] y, int from, int to);

    /// Computes `y[i] = tanh x[i]`.
    ///
    /// @param x the arguments
    /// @param y receives the results
    /// @param from the first index, inclusive
    /// @param to the last index, exclusive
    void tanh(float[] x, float[] y, int from, int to);

    /// Computes `y[i] = 1 / (1 + e⁻ˣ)`.
    ///
    /// @param x the arguments
    /// @param y receives the results
    /// @param from the first index, inclusive
    /// @param to the last index, exclusive
    void sigmoid(float[] x, float[] y, int from, int to);

    /// Computes the error function, `y[i] = erf x[i]`, accurate to 4 units in the last place.
    ///
    /// @param x the arguments
    /// @param y receives the results
    /// @param from the first index, inclusive
    /// @param to the last index, exclusive
    void erf(float[] x, float[] y, int from, int to);

    /// Sums `x[from, to)`, in an order that depends on the length only.
    ///
    /// @param x the numbers
    /// @param from the first index, inclusive
    /// @param to the last index, exclusive
    /// @return the sum
    float sum(float[] x, int from, int to);

    /// Returns the largest of `x[from, to)`.
    ///
    /// @param x the numbers
    /// @param from the first index, inclusive
    /// @param to the last index, exclusive
    /// @return the largest number; NaN if one of them is NaN
    float max(float[] x, int from, int to);

    /// Computes the dot product `Σ a[aOffset + i]·b[bOffset + i]` for `i` in `[0, length)`, in an order that
    /// depends on the length only.
    ///
    /// @param a the first vector
    /// @param aOffset the index of its first number
    /// @param b the second vector
    /// @param bOffset the index of its first number
    /// @param length the number of products
    /// @return the dot product
    float dot(float[] a, int aOffset, float[] b, int bOffset, int length);
}
