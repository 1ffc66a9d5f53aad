package gradus.math;

/// A matrix product at one place of a network, shared among threads. It is used by one thread at a time. A call
/// does not allocate, unless the shape differs from those of the last two calls. The result does not depend on the
/// number of threads.
public interface MatrixProduct {
    /// Computes `C = op(A)·op(B) + beta·C` in float32. `op(A)` is `[m, k]`, `op(B)` is `[k, n]`, `C` is `[m, n]`;
    /// all are dense and row-major.
    ///
    /// @param m the number of rows of `C`
    /// @param n the number of columns of `C`
    /// @param k the number of columns of `op(A)`
    /// @param a the array that holds `A`
    /// @param aOffset the index of its first number
    /// @param b the array that holds `B`
    /// @param bOffset the index of its first number
    /// @param beta 0 to overwrite `C`, whatever it holds, or 1 to add the product
    /// @param c the array that holds `C`
    /// @param cOffset the index of its first number
    void run(int m, int n, int k, float[] a, int aOffset, float[] b, int bOffset, float beta, float[] c, int cOffset);

    /// Computes `op(A)·op(B)` and adds a row to each row of it, such as the biases of a layer.
    ///
    /// @param m the number of rows of `C`
    /// @param n the number of columns of `C`
    /// @param k the number of columns of `op(A)`
    /// @param a the array that holds `A`
    /// @param aOffset the index of its first number
    /// @param b the array that holds `B`
    /// @param bOffset the index of its first number
    /// @param row the array that holds the row of `n` numbers
    /// @param rowOffset the index of its first number
    /// @param c the array that holds `C`, which is overwritten
    /// @param cOffset the index of its first number
    void run(
            int m,
            int n,
            int k,
            float[] a,
            int aOffset,
            float[] b,
            int bOffset,
            float[] row,
            int rowOffset,
            float[] c,
            int cOffset);
}
