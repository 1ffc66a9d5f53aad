package gradus.math;

/// A matrix product at one place of a network, shared among threads. Used by one thread at a time; a call allocates
/// nothing, unless the shape is none of the last two. The result does not depend on the number of threads.
public interface MatrixProduct {
    /// Computes `C = op(A)·op(B) + beta·C` in float32. `op(A)` is `[m, k]`, `op(B)` is `[k, n]`, `C` is `[m, n]`;
    /// all are dense, row after row.
    ///
    /// @param beta 0 (`C` is overwritten, whatever it held) or 1 (the product is added)
    void run(int m, int n, int k, float[] a, int aOffset, float[] b, int bOffset, float beta, float[] c, int cOffset);
}
