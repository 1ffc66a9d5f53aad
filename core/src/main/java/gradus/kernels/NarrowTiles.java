package gradus.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/// The tiles of [SimdProduct] where `C` has fewer rows or columns than those of [ProductTiles]. `B` is a packed
/// panel or lies where it is.
///
/// Fewer columns than a vector has are computed in whole vectors and stored with a mask. Vectors of half the size
/// would do, but with classes of two sizes in use, the compiler no longer knows of which one a vector is, and allocates
/// some of them, in other loops too.
final class NarrowTiles {
    static final int ROWS = 8;

    /// Up to this many rows, pairs of them take less time than a tile, which computes all its rows.
    private static final int FEW = 4;

    private static final VectorSpecies<Float> SPECIES = SimdProduct.SPECIES;
    private static final int LANES = SimdProduct.LANES;

    private NarrowTiles() {}

    /// Computes a tile that may be lower or narrower than a full one, vector by vector.
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
            float[] start,
            int startOffset,
            int startStride,
            float[] c,
            int cOffset,
            int cStride) {
        // A tile computes all its rows, also those that nobody needs.
        int done = height < ROWS / 2 && width >= LANES
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
                        start,
                        startOffset,
                        startStride,
                        c,
                        cOffset,
                        cStride)
                : 0;
        for (int j = done; j < width; j += LANES) {
            column(
                    height,
                    Math.min(LANES, width - j),
                    a,
                    aOffset,
                    aRow,
                    aStep,
                    b,
                    bOffset + j,
                    bRow,
                    tile,
                    length,
                    start,
                    startOffset + j,
                    startStride,
                    c,
                    cOffset + j,
                    cStride);
        }
    }

    /// Computes a tile of at most as many columns as a vector has. Where `start` ends before the last of its
    /// vectors does, it is copied to the scratch array: masks for what starts and for what is stored make a method
    /// too large for the first of the JVM's compilers, which then leaves it to the interpreter.
    private static void column(
            int height,
            int columns,
            float[] a,
            int aOffset,
            int aRow,
            int aStep,
            float[] b,
            int bOffset,
            int bRow,
            float[] tile,
            int length,
            float[] start,
            int startOffset,
            int startStride,
            float[] c,
            int cOffset,
            int cStride) {
        if (height > FEW) {
            boolean inside = startOffset + (height - 1) * startStride + LANES <= start.length;
            int stride = inside ? startStride : startStride == 0 ? 0 : LANES;
            if (!inside) {
                copy(startStride == 0 ? 1 : height, columns, start, startOffset, startStride, tile, 0, LANES);
            }
            float[] old = inside ? start : tile;
            int first = inside ? startOffset : 0;
            part(
                    height, columns, a, aOffset, aRow, aStep, b, bOffset, bRow, length, old, first, stride, c, cOffset,
                    cStride);
            return;
        }
        for (int i = 0; i < height; i += 2) {
            pair(
                    Math.min(2, height - i),
                    columns,
                    a,
                    aOffset + i * aRow,
                    aRow,
                    aStep,
                    b,
                    bOffset,
                    bRow,
                    length,
                    start,
                    startOffset + i * startStride,
                    startStride,
                    c,
                    cOffset + i * cStride,
                    cStride);
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

    /// Computes the first columns of 8 x 1 vectors of `C`, or all of them. In a tile with fewer rows, the last row
    /// stands in for the missing ones. What `B` and `start` hold beyond the columns is read and not used.
    private static void part(
            int height,
            int columns,
            float[] a,
            int a0,
            int aRow,
            int aStep,
            float[] b,
            int bOffset,
            int bRow,
            int length,
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
        VectorMask<Float> mask = SPECIES.indexInRange(0, columns);
        FloatVector x0 = FloatVector.fromArray(SPECIES, start, s0);
        FloatVector x1 = FloatVector.fromArray(SPECIES, start, s1);
        FloatVector x2 = FloatVector.fromArray(SPECIES, start, s2);
        FloatVector x3 = FloatVector.fromArray(SPECIES, start, s3);
        FloatVector x4 = FloatVector.fromArray(SPECIES, start, s4);
        FloatVector x5 = FloatVector.fromArray(SPECIES, start, s5);
        FloatVector x6 = FloatVector.fromArray(SPECIES, start, s6);
        FloatVector x7 = FloatVector.fromArray(SPECIES, start, s7);
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
        x0.intoArray(c, c0, mask);
        x1.intoArray(c, c1, mask);
        x2.intoArray(c, c2, mask);
        x3.intoArray(c, c3, mask);
        x4.intoArray(c, c4, mask);
        x5.intoArray(c, c5, mask);
        x6.intoArray(c, c6, mask);
        x7.intoArray(c, c7, mask);
    }

    /// Does the same for one or two rows.
    private static void pair(
            int height,
            int columns,
            float[] a,
            int a0,
            int aRow,
            int aStep,
            float[] b,
            int bOffset,
            int bRow,
            int length,
            float[] start,
            int startOffset,
            int startStride,
            float[] c,
            int c0,
            int cStride) {
        int last = height - 1;
        int a1 = a0 + last * aRow;
        int c1 = c0 + last * cStride;
        int s1 = startOffset + last * startStride;
        VectorMask<Float> mask = SPECIES.indexInRange(0, columns);
        FloatVector x0 = FloatVector.fromArray(SPECIES, start, startOffset, mask);
        FloatVector x1 = FloatVector.fromArray(SPECIES, start, s1, mask);
        int q = 0;
        int right = bOffset;
        for (int p = 0; p < length; p++) {
            FloatVector x = FloatVector.fromArray(SPECIES, b, right);
            x0 = FloatVector.broadcast(SPECIES, a[a0 + q]).fma(x, x0);
            x1 = FloatVector.broadcast(SPECIES, a[a1 + q]).fma(x, x1);
            q += aStep;
            right += bRow;
        }
        x0.intoArray(c, c0, mask);
        x1.intoArray(c, c1, mask);
    }
}
