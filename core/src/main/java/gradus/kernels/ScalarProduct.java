package gradus.kernels;

import java.util.Arrays;

/// The matrix product of [ScalarKernels]: plain loops, in blocks whose innermost loop the compiler turns into
/// vector instructions. Every cell of `C` is one chain of multiplications and additions in ascending `k`, as in the
/// textbook's three loops, and has the same bits.
///
/// A panel of `op(B)`, `DEPTH` rows deep and `WIDTH` columns wide, is copied to separate arrays, one per row. Then
/// each row of `C` that lies over it takes `UNROLL` rows of the panel at a time. In that loop all arrays have the
/// same index: if one of them had an offset, the compiler could not rule out that they overlap.
class ScalarProduct {
    /// The columns of a panel.
    static final int WIDTH = 256;

    private static final int DEPTH = 64;
    private static final int UNROLL = 8;
    private static final int NARROW = 32;

    private static final ThreadLocal<ScalarProduct> SCRATCH = ThreadLocal.withInitial(ScalarProduct::new);

    private final float[][] panel = new float[DEPTH][WIDTH];
    private final float[] sums = new float[WIDTH];

    ScalarProduct() {}

    /// See [Kernels#multiply].
    static void multiply(Product product, int fromRow, int toRow, int fromColumn, int toColumn) {
        SCRATCH.get().compute(product, fromRow, toRow, fromColumn, toColumn);
    }

    final void compute(Product product, int fromRow, int toRow, int fromColumn, int toColumn) {
        int blocks = Math.max(1, Math.ceilDiv(product.k(), DEPTH));
        for (int column = fromColumn; column < toColumn; column += WIDTH) {
            int width = Math.min(WIDTH, toColumn - column);
            for (int block = 0; block < blocks; block++) {
                int summand = block * DEPTH;
                int depth = Math.min(DEPTH, product.k() - summand);
                pack(product, summand, depth, column, width);
                for (int row = fromRow; row < toRow; row++) {
                    row(product, row, summand, depth, column, width);
                }
            }
        }
    }

    private void pack(Product product, int summand, int depth, int column, int width) {
        float[] b = product.b();
        int stride = product.bStride();
        int start = product.bStart(column);
        if (product.transposeB()) {
            for (int j = 0; j < width; j++) {
                int from = start + j * stride + summand;
                for (int p = 0; p < depth; p++) {
                    panel[p][j] = b[from + p];
                }
            }
        } else {
            for (int p = 0; p < depth; p++) {
                System.arraycopy(b, start + (summand + p) * stride, panel[p], 0, width);
            }
        }
    }

    /// Computes a part of one row of `C`.
    private void row(Product product, int row, int summand, int depth, int column, int width) {
        float[] a = product.a();
        int step = product.transposeA() ? product.aStride() : 1;
        int left = product.aStart(row) + summand * step;
        float[] c = product.c();
        int cell = product.cStart(row, column);
        if (summand > 0) {
            System.arraycopy(c, cell, sums, 0, width);
        } else if (product.adds()) {
            System.arraycopy(product.start(), product.startOffset(row, column), sums, 0, width);
        } else {
            Arrays.fill(sums, 0, width, 0f);
        }
        int p = 0;
        // Few columns take another path: what the compiler learns from them would spoil the loop for many.
        for (; width >= NARROW && p + UNROLL <= depth; p += UNROLL) {
            addEight(a, left + p * step, step, panel, p, sums, width);
        }
        for (; p < depth; p++) {
            addOne(a[left + p * step], panel[p], sums, width);
        }
        System.arraycopy(sums, 0, c, cell, width);
    }

    /// Adds eight numbers of a row of `A`, times their rows of the panel, to the sums.
    void addEight(float[] a, int left, int step, float[][] panel, int p, float[] sums, int width) {
        float a0 = a[left];
        float a1 = a[left + step];
        float a2 = a[left + 2 * step];
        float a3 = a[left + 3 * step];
        float a4 = a[left + 4 * step];
        float a5 = a[left + 5 * step];
        float a6 = a[left + 6 * step];
        float a7 = a[left + 7 * step];
        float[] b0 = panel[p];
        float[] b1 = panel[p + 1];
        float[] b2 = panel[p + 2];
        float[] b3 = panel[p + 3];
        float[] b4 = panel[p + 4];
        float[] b5 = panel[p + 5];
        float[] b6 = panel[p + 6];
        float[] b7 = panel[p + 7];
        for (int j = 0; j < width; j++) {
            sums[j] = sums[j]
                    + a0 * b0[j]
                    + a1 * b1[j]
                    + a2 * b2[j]
                    + a3 * b3[j]
                    + a4 * b4[j]
                    + a5 * b5[j]
                    + a6 * b6[j]
                    + a7 * b7[j];
        }
    }

    /// Does the same with one number.
    void addOne(float left, float[] right, float[] sums, int width) {
        for (int j = 0; j < width; j++) {
            sums[j] += left * right[j];
        }
    }
}
