package gradus.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/// The matrix product of [SimdKernels]. Every cell of `C` is one chain of fused multiply-adds in ascending `k`,
/// starting
/// at 0 or at the cell's old value. So its bits depend on its row of `op(A)` and its column of `op(B)` alone: not
/// on the
/// shape, the transposes, the place in a tile, the width of the vectors, or who computes it.
///
/// The plan is that of [Goto & van de Geijn 2008](https://doi.org/10.1145/1356052.1356053), less the packing of `A`: a
/// panel of `B`, `DEPTH` rows deep and one tile wide, is packed so that it stays in the first-level cache
/// ([PanelPacking]); then tiles of 8 rows, whose cells live in registers, go down over it.
final class SimdProduct {
    static final VectorSpecies<Float> SPECIES = SimdKernels.SPECIES;
    static final int LANES = SPECIES.length();

    /// A tile of 8 x 2 vectors needs more than the 16 registers of AVX2.
    private static final boolean WIDE = LANES == 16 || "aarch64".equals(System.getProperty("os.arch"));

    /// The columns of a tile and of a packed panel.
    static final int COLUMNS = WIDE ? 2 * LANES : LANES;

    private static final int ROWS = 8;
    private static final int DEPTH = 264;

    // Methods below neither take nor return vectors: a call that the compiler does not inline would allocate them.
    private static final ThreadLocal<Scratch> SCRATCH = ThreadLocal.withInitial(Scratch::new);

    private SimdProduct() {}

    /// What a thread needs besides registers.
    private static final class Scratch {
        final float[] panel = new float[DEPTH * COLUMNS];
        final float[] tile = new float[ROWS * LANES];
        final float[] square = new float[LANES * LANES];
    }

    /// See [Kernels#multiply].
    static void multiply(
            boolean transposeA,
            boolean transposeB,
            int m,
            int n,
            int k,
            float[] a,
            int aOffset,
            int aStride,
            float[] b,
            int bOffset,
            int bStride,
            float beta,
            float[] c,
            int cOffset,
            int cStride) {
        if (n == 1 && m > 1 && cStride == 1) {
            // A column of C lies in memory like a row: the transposed product fills vectors.
            multiply(!transposeB, !transposeA, 1, m, k, b, bOffset, bStride, a, aOffset, aStride, beta, c, cOffset, m);
            return;
        }
        int aRow = transposeA ? 1 : aStride;
        int aStep = transposeA ? aStride : 1;
        int done = 0;
        if (m == 1 && !transposeB) {
            done = row(n, k, a, aOffset, aStep, b, bOffset, bStride, beta != 0, c, cOffset);
        }
        Scratch scratch = SCRATCH.get();
        int blocks = Math.max(1, (k + DEPTH - 1) / DEPTH);
        int depth = (k + blocks - 1) / blocks;
        for (int j = done; j < n; j += COLUMNS) {
            int width = Math.min(COLUMNS, n - j);
            for (int block = 0; block < blocks; block++) {
                int p = block * depth;
                int length = Math.min(depth, k - p);
                if (transposeB) {
                    PanelPacking.packTransposed(
                            b, bOffset + j * bStride + p, bStride, length, width, scratch.panel, scratch.square);
                } else {
                    PanelPacking.pack(b, bOffset + p * bStride + j, bStride, length, width, scratch.panel);
                }
                boolean add = beta != 0 || block > 0;
                int left = aOffset + p * aStep;
                int cell = cOffset + j;
                int i = 0;
                if (WIDE && width == COLUMNS) {
                    for (; i + ROWS <= m; i += ROWS) {
                        if (transposeA) {
                            wideTransposed(
                                    a, left + i, aStep, scratch.panel, length, add, c, cell + i * cStride, cStride);
                        } else {
                            wide(a, left + i * aRow, aRow, scratch.panel, length, add, c, cell + i * cStride, cStride);
                        }
                    }
                }
                for (; i < m; i += ROWS) {
                    edge(
                            Math.min(ROWS, m - i),
                            width,
                            a,
                            left + i * aRow,
                            aRow,
                            aStep,
                            scratch,
                            length,
                            add,
                            c,
                            cell + i * cStride,
                            cStride);
                }
            }
        }
    }

    /// A tile that may be lower or narrower than a full one, vector by vector. An incomplete vector is computed in a
    /// full tile in the scratch.
    private static void edge(
            int height,
            int width,
            float[] a,
            int aOffset,
            int aRow,
            int aStep,
            Scratch scratch,
            int length,
            boolean add,
            float[] c,
            int cOffset,
            int cStride) {
        float[] panel = scratch.panel;
        float[] tile = scratch.tile;
        for (int j = 0; j < width; j += LANES) {
            int columns = Math.min(LANES, width - j);
            int cell = cOffset + j;
            if (height == ROWS && columns == LANES) {
                narrow(ROWS, a, aOffset, aRow, aStep, panel, j, length, add, c, cell, cStride);
            } else {
                if (add) {
                    copy(height, columns, c, cell, cStride, tile, 0, LANES);
                }
                narrow(height, a, aOffset, aRow, aStep, panel, j, length, add, tile, 0, LANES);
                copy(height, columns, tile, 0, LANES, c, cell, cStride);
            }
        }
    }

    private static void copy(
            int rows,
            int columns,
            float[] from,
            int fromOffset,
            int fromStride,
            float[] to,
            int toOffset,
            int toStride) {
        VectorMask<Float> mask = SPECIES.indexInRange(0, columns);
        int source = fromOffset;
        int target = toOffset;
        for (int i = 0; i < rows; i++) {
            FloatVector.fromArray(SPECIES, from, source, mask).intoArray(to, target, mask);
            source += fromStride;
            target += toStride;
        }
    }

    /// 8 x 2 vectors of `C` at once; rows of `A` are contiguous.
    private static void wide(
            float[] a, int a0, int aRow, float[] panel, int length, boolean add, float[] c, int cOffset, int cStride) {
        int a1 = a0 + aRow;
        int a2 = a1 + aRow;
        int a3 = a2 + aRow;
        int a4 = a3 + aRow;
        int a5 = a4 + aRow;
        int a6 = a5 + aRow;
        int a7 = a6 + aRow;
        int c0 = cOffset;
        int c1 = c0 + cStride;
        int c2 = c1 + cStride;
        int c3 = c2 + cStride;
        int c4 = c3 + cStride;
        int c5 = c4 + cStride;
        int c6 = c5 + cStride;
        int c7 = c6 + cStride;
        FloatVector zero = FloatVector.zero(SPECIES);
        FloatVector x0 = add ? FloatVector.fromArray(SPECIES, c, c0) : zero;
        FloatVector y0 = add ? FloatVector.fromArray(SPECIES, c, c0 + LANES) : zero;
        FloatVector x1 = add ? FloatVector.fromArray(SPECIES, c, c1) : zero;
        FloatVector y1 = add ? FloatVector.fromArray(SPECIES, c, c1 + LANES) : zero;
        FloatVector x2 = add ? FloatVector.fromArray(SPECIES, c, c2) : zero;
        FloatVector y2 = add ? FloatVector.fromArray(SPECIES, c, c2 + LANES) : zero;
        FloatVector x3 = add ? FloatVector.fromArray(SPECIES, c, c3) : zero;
        FloatVector y3 = add ? FloatVector.fromArray(SPECIES, c, c3 + LANES) : zero;
        FloatVector x4 = add ? FloatVector.fromArray(SPECIES, c, c4) : zero;
        FloatVector y4 = add ? FloatVector.fromArray(SPECIES, c, c4 + LANES) : zero;
        FloatVector x5 = add ? FloatVector.fromArray(SPECIES, c, c5) : zero;
        FloatVector y5 = add ? FloatVector.fromArray(SPECIES, c, c5 + LANES) : zero;
        FloatVector x6 = add ? FloatVector.fromArray(SPECIES, c, c6) : zero;
        FloatVector y6 = add ? FloatVector.fromArray(SPECIES, c, c6 + LANES) : zero;
        FloatVector x7 = add ? FloatVector.fromArray(SPECIES, c, c7) : zero;
        FloatVector y7 = add ? FloatVector.fromArray(SPECIES, c, c7 + LANES) : zero;
        for (int p = 0; p < length; p++) {
            FloatVector x = FloatVector.fromArray(SPECIES, panel, p * COLUMNS);
            FloatVector y = FloatVector.fromArray(SPECIES, panel, p * COLUMNS + LANES);
            FloatVector left = FloatVector.broadcast(SPECIES, a[a0 + p]);
            x0 = left.fma(x, x0);
            y0 = left.fma(y, y0);
            left = FloatVector.broadcast(SPECIES, a[a1 + p]);
            x1 = left.fma(x, x1);
            y1 = left.fma(y, y1);
            left = FloatVector.broadcast(SPECIES, a[a2 + p]);
            x2 = left.fma(x, x2);
            y2 = left.fma(y, y2);
            left = FloatVector.broadcast(SPECIES, a[a3 + p]);
            x3 = left.fma(x, x3);
            y3 = left.fma(y, y3);
            left = FloatVector.broadcast(SPECIES, a[a4 + p]);
            x4 = left.fma(x, x4);
            y4 = left.fma(y, y4);
            left = FloatVector.broadcast(SPECIES, a[a5 + p]);
            x5 = left.fma(x, x5);
            y5 = left.fma(y, y5);
            left = FloatVector.broadcast(SPECIES, a[a6 + p]);
            x6 = left.fma(x, x6);
            y6 = left.fma(y, y6);
            left = FloatVector.broadcast(SPECIES, a[a7 + p]);
            x7 = left.fma(x, x7);
            y7 = left.fma(y, y7);
        }
        x0.intoArray(c, c0);
        y0.intoArray(c, c0 + LANES);
        x1.intoArray(c, c1);
        y1.intoArray(c, c1 + LANES);
        x2.intoArray(c, c2);
        y2.intoArray(c, c2 + LANES);
        x3.intoArray(c, c3);
        y3.intoArray(c, c3 + LANES);
        x4.intoArray(c, c4);
        y4.intoArray(c, c4 + LANES);
        x5.intoArray(c, c5);
        y5.intoArray(c, c5 + LANES);
        x6.intoArray(c, c6);
        y6.intoArray(c, c6 + LANES);
        x7.intoArray(c, c7);
        y7.intoArray(c, c7 + LANES);
    }

    /// The same, where the 8 numbers of `A` that belong to one `k` are neighbours. A method of its own, because the
    /// compiler then checks one index instead of eight.
    private static void wideTransposed(
            float[] a,
            int aOffset,
            int aStep,
            float[] panel,
            int length,
            boolean add,
            float[] c,
            int cOffset,
            int cStride) {
        int c0 = cOffset;
        int c1 = c0 + cStride;
        int c2 = c1 + cStride;
        int c3 = c2 + cStride;
        int c4 = c3 + cStride;
        int c5 = c4 + cStride;
        int c6 = c5 + cStride;
        int c7 = c6 + cStride;
        FloatVector zero = FloatVector.zero(SPECIES);
        FloatVector x0 = add ? FloatVector.fromArray(SPECIES, c, c0) : zero;
        FloatVector y0 = add ? FloatVector.fromArray(SPECIES, c, c0 + LANES) : zero;
        FloatVector x1 = add ? FloatVector.fromArray(SPECIES, c, c1) : zero;
        FloatVector y1 = add ? FloatVector.fromArray(SPECIES, c, c1 + LANES) : zero;
        FloatVector x2 = add ? FloatVector.fromArray(SPECIES, c, c2) : zero;
        FloatVector y2 = add ? FloatVector.fromArray(SPECIES, c, c2 + LANES) : zero;
        FloatVector x3 = add ? FloatVector.fromArray(SPECIES, c, c3) : zero;
        FloatVector y3 = add ? FloatVector.fromArray(SPECIES, c, c3 + LANES) : zero;
        FloatVector x4 = add ? FloatVector.fromArray(SPECIES, c, c4) : zero;
        FloatVector y4 = add ? FloatVector.fromArray(SPECIES, c, c4 + LANES) : zero;
        FloatVector x5 = add ? FloatVector.fromArray(SPECIES, c, c5) : zero;
        FloatVector y5 = add ? FloatVector.fromArray(SPECIES, c, c5 + LANES) : zero;
        FloatVector x6 = add ? FloatVector.fromArray(SPECIES, c, c6) : zero;
        FloatVector y6 = add ? FloatVector.fromArray(SPECIES, c, c6 + LANES) : zero;
        FloatVector x7 = add ? FloatVector.fromArray(SPECIES, c, c7) : zero;
        FloatVector y7 = add ? FloatVector.fromArray(SPECIES, c, c7 + LANES) : zero;
        int q = aOffset;
        for (int p = 0; p < length; p++) {
            FloatVector x = FloatVector.fromArray(SPECIES, panel, p * COLUMNS);
            FloatVector y = FloatVector.fromArray(SPECIES, panel, p * COLUMNS + LANES);
            FloatVector left = FloatVector.broadcast(SPECIES, a[q]);
            x0 = left.fma(x, x0);
            y0 = left.fma(y, y0);
            left = FloatVector.broadcast(SPECIES, a[q + 1]);
            x1 = left.fma(x, x1);
            y1 = left.fma(y, y1);
            left = FloatVector.broadcast(SPECIES, a[q + 2]);
            x2 = left.fma(x, x2);
            y2 = left.fma(y, y2);
            left = FloatVector.broadcast(SPECIES, a[q + 3]);
            x3 = left.fma(x, x3);
            y3 = left.fma(y, y3);
            left = FloatVector.broadcast(SPECIES, a[q + 4]);
            x4 = left.fma(x, x4);
            y4 = left.fma(y, y4);
            left = FloatVector.broadcast(SPECIES, a[q + 5]);
            x5 = left.fma(x, x5);
            y5 = left.fma(y, y5);
            left = FloatVector.broadcast(SPECIES, a[q + 6]);
            x6 = left.fma(x, x6);
            y6 = left.fma(y, y6);
            left = FloatVector.broadcast(SPECIES, a[q + 7]);
            x7 = left.fma(x, x7);
            y7 = left.fma(y, y7);
            q += aStep;
        }
        x0.intoArray(c, c0);
        y0.intoArray(c, c0 + LANES);
        x1.intoArray(c, c1);
        y1.intoArray(c, c1 + LANES);
        x2.intoArray(c, c2);
        y2.intoArray(c, c2 + LANES);
        x3.intoArray(c, c3);
        y3.intoArray(c, c3 + LANES);
        x4.intoArray(c, c4);
        y4.intoArray(c, c4 + LANES);
        x5.intoArray(c, c5);
        y5.intoArray(c, c5 + LANES);
        x6.intoArray(c, c6);
        y6.intoArray(c, c6 + LANES);
        x7.intoArray(c, c7);
        y7.intoArray(c, c7 + LANES);
    }

    /// 8 x 1 vectors of `C`. Of a tile with fewer rows the last row of `A` serves for the missing ones.
    private static void narrow(
            int height,
            float[] a,
            int a0,
            int aRow,
            int aStep,
            float[] panel,
            int panelOffset,
            int length,
            boolean add,
            float[] c,
            int c0,
            int cStride) {
        int last = height - 1;
        int a1 = a0 + Math.min(1, last) * aRow;
        int a2 = a0 + Math.min(2, last) * aRow;
        int a3 = a0 + Math.min(3, last) * aRow;
        int a4 = a0 + Math.min(4, last) * aRow;
        int a5 = a0 + Math.min(5, last) * aRow;
        int a6 = a0 + Math.min(6, last) * aRow;
        int a7 = a0 + Math.min(7, last) * aRow;
        int c1 = c0 + cStride;
        int c2 = c1 + cStride;
        int c3 = c2 + cStride;
        int c4 = c3 + cStride;
        int c5 = c4 + cStride;
        int c6 = c5 + cStride;
        int c7 = c6 + cStride;
        FloatVector zero = FloatVector.zero(SPECIES);
        FloatVector x0 = add ? FloatVector.fromArray(SPECIES, c, c0) : zero;
        FloatVector x1 = add ? FloatVector.fromArray(SPECIES, c, c1) : zero;
        FloatVector x2 = add ? FloatVector.fromArray(SPECIES, c, c2) : zero;
        FloatVector x3 = add ? FloatVector.fromArray(SPECIES, c, c3) : zero;
        FloatVector x4 = add ? FloatVector.fromArray(SPECIES, c, c4) : zero;
        FloatVector x5 = add ? FloatVector.fromArray(SPECIES, c, c5) : zero;
        FloatVector x6 = add ? FloatVector.fromArray(SPECIES, c, c6) : zero;
        FloatVector x7 = add ? FloatVector.fromArray(SPECIES, c, c7) : zero;
        int q = 0;
        for (int p = 0; p < length; p++) {
            FloatVector x = FloatVector.fromArray(SPECIES, panel, panelOffset + p * COLUMNS);
            x0 = FloatVector.broadcast(SPECIES, a[a0 + q]).fma(x, x0);
            x1 = FloatVector.broadcast(SPECIES, a[a1 + q]).fma(x, x1);
            x2 = FloatVector.broadcast(SPECIES, a[a2 + q]).fma(x, x2);
            x3 = FloatVector.broadcast(SPECIES, a[a3 + q]).fma(x, x3);
            x4 = FloatVector.broadcast(SPECIES, a[a4 + q]).fma(x, x4);
            x5 = FloatVector.broadcast(SPECIES, a[a5 + q]).fma(x, x5);
            x6 = FloatVector.broadcast(SPECIES, a[a6 + q]).fma(x, x6);
            x7 = FloatVector.broadcast(SPECIES, a[a7 + q]).fma(x, x7);
            q += aStep;
        }
        x0.intoArray(c, c0);
        x1.intoArray(c, c1);
        x2.intoArray(c, c2);
        x3.intoArray(c, c3);
        x4.intoArray(c, c4);
        x5.intoArray(c, c5);
        x6.intoArray(c, c6);
        x7.intoArray(c, c7);
    }

    /// The first columns of one row of `C`, eight vectors at a time, from `B` as it lies: packing would cost more
    /// than it
    /// brings.
    ///
    /// @return how many columns are done
    private static int row(
            int n,
            int k,
            float[] a,
            int aOffset,
            int aStep,
            float[] b,
            int bOffset,
            int bStride,
            boolean add,
            float[] c,
            int cOffset) {
        int j = 0;
        for (; j + 8 * LANES <= n; j += 8 * LANES) {
            int cell = cOffset + j;
            FloatVector zero = FloatVector.zero(SPECIES);
            FloatVector x0 = add ? FloatVector.fromArray(SPECIES, c, cell) : zero;
            FloatVector x1 = add ? FloatVector.fromArray(SPECIES, c, cell + LANES) : zero;
            FloatVector x2 = add ? FloatVector.fromArray(SPECIES, c, cell + 2 * LANES) : zero;
            FloatVector x3 = add ? FloatVector.fromArray(SPECIES, c, cell + 3 * LANES) : zero;
            FloatVector x4 = add ? FloatVector.fromArray(SPECIES, c, cell + 4 * LANES) : zero;
            FloatVector x5 = add ? FloatVector.fromArray(SPECIES, c, cell + 5 * LANES) : zero;
            FloatVector x6 = add ? FloatVector.fromArray(SPECIES, c, cell + 6 * LANES) : zero;
            FloatVector x7 = add ? FloatVector.fromArray(SPECIES, c, cell + 7 * LANES) : zero;
            int from = bOffset + j;
            int q = aOffset;
            for (int p = 0; p < k; p++) {
                FloatVector left = FloatVector.broadcast(SPECIES, a[q]);
                x0 = left.fma(FloatVector.fromArray(SPECIES, b, from), x0);
                x1 = left.fma(FloatVector.fromArray(SPECIES, b, from + LANES), x1);
                x2 = left.fma(FloatVector.fromArray(SPECIES, b, from + 2 * LANES), x2);
                x3 = left.fma(FloatVector.fromArray(SPECIES, b, from + 3 * LANES), x3);
                x4 = left.fma(FloatVector.fromArray(SPECIES, b, from + 4 * LANES), x4);
                x5 = left.fma(FloatVector.fromArray(SPECIES, b, from + 5 * LANES), x5);
                x6 = left.fma(FloatVector.fromArray(SPECIES, b, from + 6 * LANES), x6);
                x7 = left.fma(FloatVector.fromArray(SPECIES, b, from + 7 * LANES), x7);
                q += aStep;
                from += bStride;
            }
            x0.intoArray(c, cell);
            x1.intoArray(c, cell + LANES);
            x2.intoArray(c, cell + 2 * LANES);
            x3.intoArray(c, cell + 3 * LANES);
            x4.intoArray(c, cell + 4 * LANES);
            x5.intoArray(c, cell + 5 * LANES);
            x6.intoArray(c, cell + 6 * LANES);
            x7.intoArray(c, cell + 7 * LANES);
        }
        return j;
    }
}
