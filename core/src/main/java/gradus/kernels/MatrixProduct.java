package gradus.kernels;

/// A matrix product `C = op(A)·op(B) + beta·C` that is split among [Workers]. One object serves one place in a network
/// and is used by one thread at a time; a call allocates nothing.
///
/// The product is cut into blocks of `C` of a size that does not depend on the number of threads. Each cell is computed
/// by one thread, in the kernels' fixed order.
public final class MatrixProduct {
    private static final int BLOCK = 64;

    private final Kernels kernels;
    private final Workers workers;
    private final boolean transposeA;
    private final boolean transposeB;
    private final RangeTask rows = this::multiplyRows;
    private final RangeTask columns = this::multiplyColumns;

    private int m;
    private int n;
    private int k;
    private float[] a = {};
    private int aOffset;
    private int aStride;
    private float[] b = {};
    private int bOffset;
    private int bStride;
    private float beta;
    private float[] c = {};
    private int cOffset;
    private int cStride;

    /// A product for kernels and threads.
    public MatrixProduct(Kernels kernels, Workers workers, boolean transposeA, boolean transposeB) {
        this.kernels = kernels;
        this.workers = workers;
        this.transposeA = transposeA;
        this.transposeB = transposeB;
    }

    /// Multiplies dense matrices: each stored row follows the one before. `op(A)` is `[m, k]`, `op(B)` is `[k, n]`.
    public void run(
            int m, int n, int k, float[] a, int aOffset, float[] b, int bOffset, float beta, float[] c, int cOffset) {
        this.m = m;
        this.n = n;
        this.k = k;
        this.a = a;
        this.aOffset = aOffset;
        this.aStride = transposeA ? m : k;
        this.b = b;
        this.bOffset = bOffset;
        this.bStride = transposeB ? k : n;
        this.beta = beta;
        this.c = c;
        this.cOffset = cOffset;
        this.cStride = n;
        if ((long) m * n * k < 32_768) {
            multiply(0, m, 0, n);
        } else if (m >= n) {
            workers.run(m, BLOCK, rows);
        } else {
            workers.run(n, BLOCK, columns);
        }
    }

    private void multiplyRows(int from, int to) {
        multiply(from, to, 0, n);
    }

    private void multiplyColumns(int from, int to) {
        multiply(0, m, from, to);
    }

    private void multiply(int fromRow, int toRow, int fromColumn, int toColumn) {
        kernels.multiply(
                transposeA,
                transposeB,
                toRow - fromRow,
                toColumn - fromColumn,
                k,
                a,
                aOffset + (transposeA ? fromRow : fromRow * aStride),
                aStride,
                b,
                bOffset + (transposeB ? fromColumn * bStride : fromColumn),
                bStride,
                beta,
                c,
                cOffset + fromRow * cStride + fromColumn,
                cStride);
    }
}
