package gradus.kernels;

/// A matrix product `C = op(A)·op(B) + beta·C` that is split among [Workers]. One object serves one place in a network
/// and is used by one thread at a time; a call allocates nothing.
///
/// The product is cut into bands of `C` whose size depends on the shape alone, not on the number of threads. Each
/// cell is computed by one thread, in the kernels' fixed order. Wide products are cut between columns: a band then
/// needs its own columns of `B` only, which the kernels rearrange, and all of `A`, which they take as it is.
public final class MatrixProduct {
    /// Below this many multiply-adds, a few microseconds, waking others costs more than they save. Also the least work
    /// of one part.
    private static final int WORTH_SHARING = 1 << 18;

    private static final int BAND = 32;
    private static final int HIGH = 1024;
    private static final int HIGH_BAND = 128;
    private static final int WIDE = 256;

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
        long work = (long) m * n * k;
        if (work < 2L * WORTH_SHARING) {
            multiply(0, m, 0, n);
        } else if (n >= m || (n >= WIDE && m <= HIGH)) {
            workers.run(n, grain(BAND, (long) m * k), columns);
        } else {
            workers.run(m, grain(m >= HIGH ? HIGH_BAND : BAND, (long) n * k), rows);
        }
    }

    /// The smallest multiple of a band that is worth to be a part.
    private static int grain(int band, long workPerLine) {
        long bands = Math.max(1, WORTH_SHARING / (band * workPerLine));
        return (int) (bands * band);
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
