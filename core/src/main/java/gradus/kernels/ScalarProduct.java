package gradus.kernels;

import java.util.Arrays;

/// The matrix product of [ScalarKernels]: plain loops, in blocks whose innermost loop the compiler turns into
/// vector instructions. Every cell of `C` is one chain of multiplications and additions in ascending `k`, as in the
/// textbook's three loops, and has the same bits.
///
/// A panel of `op(B)`, `DEPTH` rows deep and `WIDTH` columns wide, is copied to separate arrays, one per row. Then
/// each row of `C` that lies over it takes `UNROLL` rows of the panel at a time. In that loop all arrays have the
/// same index: if one of them had an offset, the compiler could not rule out that they overlap.
///
/// Where `C` has few columns and more rows, the panels are of `op(A)`, transposed, and columns of `C` lie over them.
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
        int columns = toColumn - fromColumn;
        if (columns < NARROW && toRow - fromRow > columns) {
            computeColumns(product, fromRow, toRow, fromColumn, toColumn);
        } else {
            computeRows(product, fromRow, toRow, fromColumn, toColumn);
        }
    }

    private void computeRows(Product product, int fromRow, int toRow, int fromColumn, int toColumn) {
        int stepA = product.transposeA() ? product.aStride() : 1;
        int stepB = product.transposeB() ? 1 : product.bStride();
        int strideB = product.transposeB() ? product.bStride() : 1;
        for (int column = fromColumn; column < toColumn; column += WIDTH) {
            int width = Math.min(WIDTH, toColumn - column);
            for (int block = 0; block < blocks(product); block++) {
                int summand = block * DEPTH;
                int depth = Math.min(DEPTH, product.k() - summand);
                pack(product.b(), product.bStart(column) + summand * stepB, stepB, strideB, depth, width);
                for (int row = fromRow; row < toRow; row++) {
                    int cell = product.cStart(row, column);
                    if (summand > 0) {
                        System.arraycopy(product.c(), cell, sums, 0, width);
                    } else if (product.adds()) {
                        System.arraycopy(product.start(), product.startOffset(row, column), sums, 0, width);
                    } else {
                        Arrays.fill(sums, 0, width, 0f);
                    }
                    add(product.a(), product.aStart(row) + summand * stepA, stepA, depth, width);
                    System.arraycopy(sums, 0, product.c(), cell, width);
                }
            }
        }
    }

    private void computeColumns(Product product, int fromRow, int toRow, int fromColumn, int toColumn) {
        int stepA = product.transposeA() ? product.aStride() : 1;
        int strideA = product.transposeA() ? 1 : product.aStride();
        int stepB = product.transposeB() ? 1 : product.bStride();
        for (int row = fromRow; row < toRow; row += WIDTH) {
            int width = Math.min(WIDTH, toRow - row);
            for (int block = 0; block < blocks(product); block++) {
                int summand = block * DEPTH;
                int depth = Math.min(DEPTH, product.k() - summand);
                pack(product.a(), product.aStart(row) + summand * stepA, stepA, strideA, depth, width);
                for (int column = fromColumn; column < toColumn; column++) {
                    int cell = product.cStart(row, column);
                    if (summand > 0) {
                        gather(product.c(), cell, product.cStride(), width);
                    } else if (product.adds()) {
                        gather(product.start(), product.startOffset(row, column), product.startStride(), width);
                    } else {
                        Arrays.fill(sums, 0, width, 0f);
                    }
                    add(product.b(), product.bStart(column) + summand * stepB, stepB, depth, width);
                    for (int i = 0; i < width; i++) {
                        product.c()[cell + i * product.cStride()] = sums[i];
                    }
                }
            }
        }
    }

    private static int blocks(Product product) {
        return Math.max(1, Math.ceilDiv(product.k(), DEPTH));
    }

    private void gather(float[] from, int start, int stride, int width) {
        for (int i = 0; i < width; i++) {
            sums[i] = from[start + i * stride];
        }
    }

    /// Copies a panel.
    ///
    /// @param from the matrix
    /// @param start the index of its first number
    /// @param step the distance between rows of the panel
    /// @param stride the distance between its columns; either of both is 1
    private void pack(float[] from, int start, int step, int stride, int depth, int width) {
        if (stride == 1) {
            for (int p = 0; p < depth; p++) {
                System.arraycopy(from, start + p * step, panel[p], 0, width);
            }
            return;
        }
        int j = 0;
        for (; j + 4 <= width; j += 4) {
            int first = start + j * stride;
            for (int p = 0; p < depth; p++) {
                float[] row = panel[p];
                row[j] = from[first + p];
                row[j + 1] = from[first + stride + p];
                row[j + 2] = from[first + 2 * stride + p];
                row[j + 3] = from[first + 3 * stride + p];
            }
        }
        for (; j < width; j++) {
            for (int p = 0; p < depth; p++) {
                panel[p][j] = from[start + j * stride + p];
            }
        }
    }

    /// Adds the product of a row or column with the panel to the sums.
    private void add(float[] line, int start, int step, int depth, int width) {
        int p = 0;
        // A narrow panel takes another path: what the compiler learns from it would spoil the loop for wide ones.
        for (; width >= NARROW && p + UNROLL <= depth; p += UNROLL) {
            addEight(line, start + p * step, step, panel, p, sums, width);
        }
        for (; p < depth; p++) {
            addOne(line[start + p * step], panel[p], sums, width);
        }
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
