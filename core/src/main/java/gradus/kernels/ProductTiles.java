package gradus.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// The innermost loops of [SimdProduct]: tiles of `C` that stay in registers while `k` runs, so that each number
/// loaded serves many multiply-adds. They are written out, because only local variables become registers.
///
/// The methods neither take nor return vectors: a call that the compiler does not inline would allocate them.
final class ProductTiles {
    static final int ROWS = 8;

    private static final VectorSpecies<Float> SPECIES = SimdProduct.SPECIES;
    private static final int LANES = SimdProduct.LANES;
    private static final int COLUMNS = SimdProduct.COLUMNS;

    private ProductTiles() {}

    /// Computes 8 x 2 vectors of `C` at once; rows of `A` are contiguous.
    static void wide(
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

    /// Does the same where the 8 numbers of `A` for one `k` are adjacent. It is a separate method, because the
    /// compiler then checks one index instead of eight.
    static void wideTransposed(
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

    /// Computes 8 x 1 vectors of `C`. In a tile with fewer rows, the last row of `A` stands in for the missing
    /// ones.
    static void narrow(
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

    /// Computes the first columns of `C` from `B` without packing, which would cost more than it gains for few rows:
    /// two
    /// rows at a time, and the last of an odd number by itself.
    ///
    /// @return the number of completed columns: all except those that do not fill a vector
    static int rows(
            int m,
            int n,
            int k,
            float[] a,
            int aOffset,
            int aRow,
            int aStep,
            float[] b,
            int bOffset,
            int bStride,
            boolean add,
            float[] c,
            int cOffset,
            int cStride) {
        int columns = n - n % LANES;
        int left = aOffset;
        int cell = cOffset;
        for (int i = 0; i + 2 <= m; i += 2) {
            pair(columns, k, a, left, aRow, aStep, b, bOffset, bStride, add, c, cell, cStride);
            left += 2 * aRow;
            cell += 2 * cStride;
        }
        if (m % 2 == 1) {
            row(columns, k, a, left, aStep, b, bOffset, bStride, add, c, cell);
        }
        return columns;
    }

    /// Eight rows of `B` at a time are added to one of `C` from beginning to end, so that memory is read sequentially;
    /// the row of `C` stays in the first-level cache.
    private static void row(
            int columns,
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
        int p = 0;
        for (; p + ROWS <= k; p += ROWS) {
            int q = aOffset + p * aStep;
            FloatVector a0 = FloatVector.broadcast(SPECIES, a[q]);
            FloatVector a1 = FloatVector.broadcast(SPECIES, a[q + aStep]);
            FloatVector a2 = FloatVector.broadcast(SPECIES, a[q + 2 * aStep]);
            FloatVector a3 = FloatVector.broadcast(SPECIES, a[q + 3 * aStep]);
            FloatVector a4 = FloatVector.broadcast(SPECIES, a[q + 4 * aStep]);
            FloatVector a5 = FloatVector.broadcast(SPECIES, a[q + 5 * aStep]);
            FloatVector a6 = FloatVector.broadcast(SPECIES, a[q + 6 * aStep]);
            FloatVector a7 = FloatVector.broadcast(SPECIES, a[q + 7 * aStep]);
            boolean start = p == 0 && !add;
            for (int j = 0; j < columns; j += LANES) {
                int from = bOffset + p * bStride + j;
                FloatVector x = start ? FloatVector.zero(SPECIES) : FloatVector.fromArray(SPECIES, c, cOffset + j);
                x = a0.fma(FloatVector.fromArray(SPECIES, b, from), x);
                x = a1.fma(FloatVector.fromArray(SPECIES, b, from + bStride), x);
                x = a2.fma(FloatVector.fromArray(SPECIES, b, from + 2 * bStride), x);
                x = a3.fma(FloatVector.fromArray(SPECIES, b, from + 3 * bStride), x);
                x = a4.fma(FloatVector.fromArray(SPECIES, b, from + 4 * bStride), x);
                x = a5.fma(FloatVector.fromArray(SPECIES, b, from + 5 * bStride), x);
                x = a6.fma(FloatVector.fromArray(SPECIES, b, from + 6 * bStride), x);
                x = a7.fma(FloatVector.fromArray(SPECIES, b, from + 7 * bStride), x);
                x.intoArray(c, cOffset + j);
            }
        }
        for (; p < k; p++) {
            FloatVector left = FloatVector.broadcast(SPECIES, a[aOffset + p * aStep]);
            boolean start = p == 0 && !add;
            for (int j = 0; j < columns; j += LANES) {
                FloatVector x = start ? FloatVector.zero(SPECIES) : FloatVector.fromArray(SPECIES, c, cOffset + j);
                left.fma(FloatVector.fromArray(SPECIES, b, bOffset + p * bStride + j), x)
                        .intoArray(c, cOffset + j);
            }
        }
    }

    /// Does the same for two rows of `C`, with four rows of `B` at a time, each of whose numbers serves both.
    private static void pair(
            int columns,
            int k,
            float[] a,
            int aOffset,
            int aRow,
            int aStep,
            float[] b,
            int bOffset,
            int bStride,
            boolean add,
            float[] c,
            int cOffset,
            int cStride) {
        int p = 0;
        for (; p + 4 <= k; p += 4) {
            int q = aOffset + p * aStep;
            FloatVector a0 = FloatVector.broadcast(SPECIES, a[q]);
            FloatVector a1 = FloatVector.broadcast(SPECIES, a[q + aStep]);
            FloatVector a2 = FloatVector.broadcast(SPECIES, a[q + 2 * aStep]);
            FloatVector a3 = FloatVector.broadcast(SPECIES, a[q + 3 * aStep]);
            FloatVector below0 = FloatVector.broadcast(SPECIES, a[q + aRow]);
            FloatVector below1 = FloatVector.broadcast(SPECIES, a[q + aRow + aStep]);
            FloatVector below2 = FloatVector.broadcast(SPECIES, a[q + aRow + 2 * aStep]);
            FloatVector below3 = FloatVector.broadcast(SPECIES, a[q + aRow + 3 * aStep]);
            boolean start = p == 0 && !add;
            for (int j = 0; j < columns; j += LANES) {
                int from = bOffset + p * bStride + j;
                int cell = cOffset + j;
                FloatVector x = start ? FloatVector.zero(SPECIES) : FloatVector.fromArray(SPECIES, c, cell);
                FloatVector y = start ? FloatVector.zero(SPECIES) : FloatVector.fromArray(SPECIES, c, cell + cStride);
                FloatVector right = FloatVector.fromArray(SPECIES, b, from);
                x = a0.fma(right, x);
                y = below0.fma(right, y);
                right = FloatVector.fromArray(SPECIES, b, from + bStride);
                x = a1.fma(right, x);
                y = below1.fma(right, y);
                right = FloatVector.fromArray(SPECIES, b, from + 2 * bStride);
                x = a2.fma(right, x);
                y = below2.fma(right, y);
                right = FloatVector.fromArray(SPECIES, b, from + 3 * bStride);
                x = a3.fma(right, x);
                y = below3.fma(right, y);
                x.intoArray(c, cell);
                y.intoArray(c, cell + cStride);
            }
        }
        if (p < k) {
            int q = aOffset + p * aStep;
            int from = bOffset + p * bStride;
            boolean more = add || p > 0;
            row(columns, k - p, a, q, aStep, b, from, bStride, more, c, cOffset);
            row(columns, k - p, a, q + aRow, aStep, b, from, bStride, more, c, cOffset + cStride);
        }
    }
}
