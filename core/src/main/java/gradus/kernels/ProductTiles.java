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

    /// Computes 6 x 2 vectors of `C`, for processors with 16 registers.
    static void wide6(
            float[] a, int a0, int aRow, float[] panel, int length, boolean add, float[] c, int cOffset, int cStride) {
        int a1 = a0 + aRow;
        int a2 = a1 + aRow;
        int a3 = a2 + aRow;
        int a4 = a3 + aRow;
        int a5 = a4 + aRow;
        int c0 = cOffset;
        int c1 = c0 + cStride;
        int c2 = c1 + cStride;
        int c3 = c2 + cStride;
        int c4 = c3 + cStride;
        int c5 = c4 + cStride;
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
    }

    /// Computes 8 x 2 vectors of `C` where the 8 numbers of `A` for one `k` are adjacent. It is a separate method,
    /// because the compiler then checks one index instead of eight.
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
}
