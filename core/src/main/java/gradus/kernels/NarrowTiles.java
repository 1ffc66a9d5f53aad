package gradus.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/// The tiles of [SimdProduct] where `C` has fewer rows or columns than those of [ProductTiles]. `B` is a packed
/// panel or lies where it is.
final class NarrowTiles {
    static final int ROWS = 8;

    private static final VectorSpecies<Float> SPECIES = SimdProduct.SPECIES;
    private static final VectorSpecies<Float> HALF = SimdProduct.HALF;
    private static final int LANES = SimdProduct.LANES;

    private NarrowTiles() {}

    /// Computes a tile that may be lower or narrower than a full one, vector by vector. An incomplete vector is
    /// computed in a full tile in the scratch array.
    static void edge(
            int height,
            int width,
            float[] a,
            int aOffset,
            int aRow,
            int aStep,
            float[] b,
            int bOffset,
            int bRow,
            float[] tile,
            int length,
            boolean add,
            float[] start,
            int startOffset,
            int startStride,
            float[] c,
            int cOffset,
            int cStride) {
        // A tile computes all its rows, also those that nobody needs.
        int done = height < ROWS / 2 && width >= LANES && length > 0
                ? FewRows.multiply(
                        height,
                        width,
                        length,
                        a,
                        aOffset,
                        aRow,
                        aStep,
                        b,
                        bOffset,
                        bRow,
                        add,
                        start,
                        startOffset,
                        startStride,
                        c,
                        cOffset,
                        cStride)
                : 0;
        for (int j = done; j < width; j += LANES) {
            int columns = Math.min(LANES, width - j);
            int right = bOffset + j;
            int first = startOffset + j;
            int cell = cOffset + j;
            if (columns == LANES) {
                whole(
                        height,
                        a,
                        aOffset,
                        aRow,
                        aStep,
                        b,
                        right,
                        bRow,
                        length,
                        add,
                        start,
                        first,
                        startStride,
                        c,
                        cell,
                        cStride);
            } else if (columns == HALF.length()) {
                half(
                        height,
                        a,
                        aOffset,
                        aRow,
                        aStep,
                        b,
                        right,
                        bRow,
                        length,
                        add,
                        start,
                        first,
                        startStride,
                        c,
                        cell,
                        cStride);
            } else {
                if (add) {
                    copy(startStride == 0 ? 1 : height, columns, start, first, startStride, tile, 0, LANES);
                }
                int stride = startStride == 0 ? 0 : LANES;
                whole(height, a, aOffset, aRow, aStep, b, right, bRow, length, add, tile, 0, stride, tile, 0, LANES);
                copy(height, columns, tile, 0, LANES, c, cell, cStride);
            }
        }
    }

    static void copy(
            int rows,
            int columns,
            float[] from,
            int fromOffset,
            int fromStride,
            float[] to,
            int toOffset,
            int toStride) {
        for (int j = 0; j < columns; j += LANES) {
            VectorMask<Float> mask = SPECIES.indexInRange(j, columns);
            int source = fromOffset + j;
            int target = toOffset + j;
            for (int i = 0; i < rows; i++) {
                FloatVector.fromArray(SPECIES, from, source, mask).intoArray(to, target, mask);
                source += fromStride;
                target += toStride;
            }
        }
    }

    /// Computes 8 x 1 vectors of `C`. In a tile with fewer rows, the last row stands in for the missing ones.
    private static void whole(
            int height,
            float[] a,
            int a0,
            int aRow,
            int aStep,
            float[] b,
            int bOffset,
            int bRow,
            int length,
            boolean add,
            float[] start,
            int startOffset,
            int startStride,
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
        int c1 = c0 + Math.min(1, last) * cStride;
        int c2 = c0 + Math.min(2, last) * cStride;
        int c3 = c0 + Math.min(3, last) * cStride;
        int c4 = c0 + Math.min(4, last) * cStride;
        int c5 = c0 + Math.min(5, last) * cStride;
        int c6 = c0 + Math.min(6, last) * cStride;
        int c7 = c0 + Math.min(7, last) * cStride;
        int s0 = startOffset;
        int s1 = s0 + Math.min(1, last) * startStride;
        int s2 = s0 + Math.min(2, last) * startStride;
        int s3 = s0 + Math.min(3, last) * startStride;
        int s4 = s0 + Math.min(4, last) * startStride;
        int s5 = s0 + Math.min(5, last) * startStride;
        int s6 = s0 + Math.min(6, last) * startStride;
        int s7 = s0 + Math.min(7, last) * startStride;
        FloatVector zero = FloatVector.zero(SPECIES);
        FloatVector x0 = add ? FloatVector.fromArray(SPECIES, start, s0) : zero;
        FloatVector x1 = add ? FloatVector.fromArray(SPECIES, start, s1) : zero;
        FloatVector x2 = add ? FloatVector.fromArray(SPECIES, start, s2) : zero;
        FloatVector x3 = add ? FloatVector.fromArray(SPECIES, start, s3) : zero;
        FloatVector x4 = add ? FloatVector.fromArray(SPECIES, start, s4) : zero;
        FloatVector x5 = add ? FloatVector.fromArray(SPECIES, start, s5) : zero;
        FloatVector x6 = add ? FloatVector.fromArray(SPECIES, start, s6) : zero;
        FloatVector x7 = add ? FloatVector.fromArray(SPECIES, start, s7) : zero;
        int q = 0;
        int right = bOffset;
        for (int p = 0; p < length; p++) {
            FloatVector x = FloatVector.fromArray(SPECIES, b, right);
            x0 = FloatVector.broadcast(SPECIES, a[a0 + q]).fma(x, x0);
            x1 = FloatVector.broadcast(SPECIES, a[a1 + q]).fma(x, x1);
            x2 = FloatVector.broadcast(SPECIES, a[a2 + q]).fma(x, x2);
            x3 = FloatVector.broadcast(SPECIES, a[a3 + q]).fma(x, x3);
            x4 = FloatVector.broadcast(SPECIES, a[a4 + q]).fma(x, x4);
            x5 = FloatVector.broadcast(SPECIES, a[a5 + q]).fma(x, x5);
            x6 = FloatVector.broadcast(SPECIES, a[a6 + q]).fma(x, x6);
            x7 = FloatVector.broadcast(SPECIES, a[a7 + q]).fma(x, x7);
            q += aStep;
            right += bRow;
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

    /// Does the same with vectors half as wide.
    private static void half(
            int height,
            float[] a,
            int a0,
            int aRow,
            int aStep,
            float[] b,
            int bOffset,
            int bRow,
            int length,
            boolean add,
            float[] start,
            int startOffset,
            int startStride,
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
        int c1 = c0 + Math.min(1, last) * cStride;
        int c2 = c0 + Math.min(2, last) * cStride;
        int c3 = c0 + Math.min(3, last) * cStride;
        int c4 = c0 + Math.min(4, last) * cStride;
        int c5 = c0 + Math.min(5, last) * cStride;
        int c6 = c0 + Math.min(6, last) * cStride;
        int c7 = c0 + Math.min(7, last) * cStride;
        int s0 = startOffset;
        int s1 = s0 + Math.min(1, last) * startStride;
        int s2 = s0 + Math.min(2, last) * startStride;
        int s3 = s0 + Math.min(3, last) * startStride;
        int s4 = s0 + Math.min(4, last) * startStride;
        int s5 = s0 + Math.min(5, last) * startStride;
        int s6 = s0 + Math.min(6, last) * startStride;
        int s7 = s0 + Math.min(7, last) * startStride;
        FloatVector zero = FloatVector.zero(HALF);
        FloatVector x0 = add ? FloatVector.fromArray(HALF, start, s0) : zero;
        FloatVector x1 = add ? FloatVector.fromArray(HALF, start, s1) : zero;
        FloatVector x2 = add ? FloatVector.fromArray(HALF, start, s2) : zero;
        FloatVector x3 = add ? FloatVector.fromArray(HALF, start, s3) : zero;
        FloatVector x4 = add ? FloatVector.fromArray(HALF, start, s4) : zero;
        FloatVector x5 = add ? FloatVector.fromArray(HALF, start, s5) : zero;
        FloatVector x6 = add ? FloatVector.fromArray(HALF, start, s6) : zero;
        FloatVector x7 = add ? FloatVector.fromArray(HALF, start, s7) : zero;
        int q = 0;
        int right = bOffset;
        for (int p = 0; p < length; p++) {
            FloatVector x = FloatVector.fromArray(HALF, b, right);
            x0 = FloatVector.broadcast(HALF, a[a0 + q]).fma(x, x0);
            x1 = FloatVector.broadcast(HALF, a[a1 + q]).fma(x, x1);
            x2 = FloatVector.broadcast(HALF, a[a2 + q]).fma(x, x2);
            x3 = FloatVector.broadcast(HALF, a[a3 + q]).fma(x, x3);
            x4 = FloatVector.broadcast(HALF, a[a4 + q]).fma(x, x4);
            x5 = FloatVector.broadcast(HALF, a[a5 + q]).fma(x, x5);
            x6 = FloatVector.broadcast(HALF, a[a6 + q]).fma(x, x6);
            x7 = FloatVector.broadcast(HALF, a[a7 + q]).fma(x, x7);
            q += aStep;
            right += bRow;
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
