package gradus.kernels;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// The loops of [SimdProduct] for few rows of `C`. They read `B` as it lies: packing it would cost more than it gains.
final class FewRows {
    private static final VectorSpecies<Float> SPECIES = SimdProduct.SPECIES;
    private static final int LANES = SimdProduct.LANES;

    private FewRows() {}

    /// Computes the first columns of `C`: two rows at a time, and the last of an odd number by itself.
    ///
    /// @return the number of completed columns: all except those that do not fill a vector
    static int multiply(
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
            float[] start,
            int startOffset,
            int startStride,
            float[] c,
            int cOffset,
            int cStride) {
        int columns = n - n % LANES;
        begin(m, columns, start, startOffset, startStride, c, cOffset, cStride);
        int left = aOffset;
        int cell = cOffset;
        for (int i = 0; i + 2 <= m; i += 2) {
            pair(columns, k, a, left, aRow, aStep, b, bOffset, bStride, c, cell, cStride);
            left += 2 * aRow;
            cell += 2 * cStride;
        }
        if (m % 2 == 1) {
            row(columns, k, a, left, aStep, b, bOffset, bStride, c, cell);
        }
        return columns;
    }

    /// Writes to `C` what its cells start with, so that the loops only ever add to it.
    private static void begin(
            int m, int columns, float[] start, int startOffset, int startStride, float[] c, int cOffset, int cStride) {
        if (start == c && startOffset == cOffset) {
            return;
        }
        int first = startOffset;
        int cell = cOffset;
        for (int i = 0; i < m; i++) {
            if (start == SimdProduct.ZEROS) {
                Arrays.fill(c, cell, cell + columns, 0);
            } else {
                System.arraycopy(start, first, c, cell, columns);
            }
            first += startStride;
            cell += cStride;
        }
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
            float[] c,
            int cOffset) {
        int p = 0;
        for (; p + 8 <= k; p += 8) {
            int q = aOffset + p * aStep;
            FloatVector a0 = FloatVector.broadcast(SPECIES, a[q]);
            FloatVector a1 = FloatVector.broadcast(SPECIES, a[q + aStep]);
            FloatVector a2 = FloatVector.broadcast(SPECIES, a[q + 2 * aStep]);
            FloatVector a3 = FloatVector.broadcast(SPECIES, a[q + 3 * aStep]);
            FloatVector a4 = FloatVector.broadcast(SPECIES, a[q + 4 * aStep]);
            FloatVector a5 = FloatVector.broadcast(SPECIES, a[q + 5 * aStep]);
            FloatVector a6 = FloatVector.broadcast(SPECIES, a[q + 6 * aStep]);
            FloatVector a7 = FloatVector.broadcast(SPECIES, a[q + 7 * aStep]);
            for (int j = 0; j < columns; j += LANES) {
                int from = bOffset + p * bStride + j;
                FloatVector x = FloatVector.fromArray(SPECIES, c, cOffset + j);
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
            for (int j = 0; j < columns; j += LANES) {
                FloatVector x = FloatVector.fromArray(SPECIES, c, cOffset + j);
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
            for (int j = 0; j < columns; j += LANES) {
                int from = bOffset + p * bStride + j;
                int cell = cOffset + j;
                FloatVector x = FloatVector.fromArray(SPECIES, c, cell);
                FloatVector y = FloatVector.fromArray(SPECIES, c, cell + cStride);
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
            row(columns, k - p, a, q, aStep, b, from, bStride, c, cOffset);
            row(columns, k - p, a, q + aRow, aStep, b, from, bStride, c, cOffset + cStride);
        }
    }
}
