package gradus.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// The innermost loops of [SimdProduct]: tiles of `C`, two vectors wide, that stay in registers while `k` runs, so
/// that each number loaded serves many multiply-adds. They are written out, because only local variables become
/// registers.
///
/// A cell starts with that of `start`. The methods neither take nor return vectors, and choose none by a condition:
/// where the compiler does not inline a call or merge two branches, the vectors would be allocated.
final class ProductTiles {
    private static final VectorSpecies<Float> SPECIES = SimdProduct.SPECIES;
    private static final int LANES = SimdProduct.LANES;
    private static final int COLUMNS = SimdProduct.COLUMNS;

    private ProductTiles() {}

    /// Computes 8 x 2 vectors of `C` at once; rows of `A` are contiguous.
    static void wide(
            float[] a,
            int a0,
            int aRow,
            float[] panel,
            int length,
            float[] start,
            int startOffset,
            int startStride,
            float[] c,
            int cOffset,
            int cStride) {
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
        int s0 = startOffset;
        int s1 = s0 + startStride;
        int s2 = s1 + startStride;
        int s3 = s2 + startStride;
        int s4 = s3 + startStride;
        int s5 = s4 + startStride;
        int s6 = s5 + startStride;
        int s7 = s6 + startStride;
        FloatVector x0 = FloatVector.fromArray(SPECIES, start, s0);
        FloatVector y0 = FloatVector.fromArray(SPECIES, start, s0 + LANES);
        FloatVector x1 = FloatVector.fromArray(SPECIES, start, s1);
        FloatVector y1 = FloatVector.fromArray(SPECIES, start, s1 + LANES);
        FloatVector x2 = FloatVector.fromArray(SPECIES, start, s2);
        FloatVector y2 = FloatVector.fromArray(SPECIES, start, s2 + LANES);
        FloatVector x3 = FloatVector.fromArray(SPECIES, start, s3);
        FloatVector y3 = FloatVector.fromArray(SPECIES, start, s3 + LANES);
        FloatVector x4 = FloatVector.fromArray(SPECIES, start, s4);
        FloatVector y4 = FloatVector.fromArray(SPECIES, start, s4 + LANES);
        FloatVector x5 = FloatVector.fromArray(SPECIES, start, s5);
        FloatVector y5 = FloatVector.fromArray(SPECIES, start, s5 + LANES);
        FloatVector x6 = FloatVector.fromArray(SPECIES, start, s6);
        FloatVector y6 = FloatVector.fromArray(SPECIES, start, s6 + LANES);
        FloatVector x7 = FloatVector.fromArray(SPECIES, start, s7);
        FloatVector y7 = FloatVector.fromArray(SPECIES, start, s7 + LANES);
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
            float[] a,
            int a0,
            int aRow,
            float[] panel,
            int length,
            float[] start,
            int startOffset,
            int startStride,
            float[] c,
            int cOffset,
            int cStride) {
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
        int s0 = startOffset;
        int s1 = s0 + startStride;
        int s2 = s1 + startStride;
        int s3 = s2 + startStride;
        int s4 = s3 + startStride;
        int s5 = s4 + startStride;
        FloatVector x0 = FloatVector.fromArray(SPECIES, start, s0);
        FloatVector y0 = FloatVector.fromArray(SPECIES, start, s0 + LANES);
        FloatVector x1 = FloatVector.fromArray(SPECIES, start, s1);
        FloatVector y1 = FloatVector.fromArray(SPECIES, start, s1 + LANES);
        FloatVector x2 = FloatVector.fromArray(SPECIES, start, s2);
        FloatVector y2 = FloatVector.fromArray(SPECIES, start, s2 + LANES);
        FloatVector x3 = FloatVector.fromArray(SPECIES, start, s3);
        FloatVector y3 = FloatVector.fromArray(SPECIES, start, s3 + LANES);
        FloatVector x4 = FloatVector.fromArray(SPECIES, start, s4);
        FloatVector y4 = FloatVector.fromArray(SPECIES, start, s4 + LANES);
        FloatVector x5 = FloatVector.fromArray(SPECIES, start, s5);
        FloatVector y5 = FloatVector.fromArray(SPECIES, start, s5 + LANES);
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
            float[] start,
            int startOffset,
            int startStride,
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
        int s0 = startOffset;
        int s1 = s0 + startStride;
        int s2 = s1 + startStride;
        int s3 = s2 + startStride;
        int s4 = s3 + startStride;
        int s5 = s4 + startStride;
        int s6 = s5 + startStride;
        int s7 = s6 + startStride;
        FloatVector x0 = FloatVector.fromArray(SPECIES, start, s0);
        FloatVector y0 = FloatVector.fromArray(SPECIES, start, s0 + LANES);
        FloatVector x1 = FloatVector.fromArray(SPECIES, start, s1);
        FloatVector y1 = FloatVector.fromArray(SPECIES, start, s1 + LANES);
        FloatVector x2 = FloatVector.fromArray(SPECIES, start, s2);
        FloatVector y2 = FloatVector.fromArray(SPECIES, start, s2 + LANES);
        FloatVector x3 = FloatVector.fromArray(SPECIES, start, s3);
        FloatVector y3 = FloatVector.fromArray(SPECIES, start, s3 + LANES);
        FloatVector x4 = FloatVector.fromArray(SPECIES, start, s4);
        FloatVector y4 = FloatVector.fromArray(SPECIES, start, s4 + LANES);
        FloatVector x5 = FloatVector.fromArray(SPECIES, start, s5);
        FloatVector y5 = FloatVector.fromArray(SPECIES, start, s5 + LANES);
        FloatVector x6 = FloatVector.fromArray(SPECIES, start, s6);
        FloatVector y6 = FloatVector.fromArray(SPECIES, start, s6 + LANES);
        FloatVector x7 = FloatVector.fromArray(SPECIES, start, s7);
        FloatVector y7 = FloatVector.fromArray(SPECIES, start, s7 + LANES);
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
}
