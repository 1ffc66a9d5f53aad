package gradus.kernels;

/// The loops of [SimdProduct] for one column of `C` whose rows of `A` lie in memory as rows: eight sums at a time,
/// number by number. Vectors would need the rows transposed first, which takes longer.
final class OneColumn {
    private static final int ROWS = 8;

    private OneColumn() {}

    /// Computes the column.
    static void multiply(
            int m,
            int k,
            float[] a,
            int aOffset,
            int aRow,
            float[] b,
            int bOffset,
            int bStep,
            float[] start,
            int startOffset,
            int startStride,
            float[] c,
            int cOffset,
            int cStride) {
        int left = aOffset;
        int first = startOffset;
        int cell = cOffset;
        int i = 0;
        for (; i + ROWS <= m; i += ROWS) {
            rows(k, a, left, aRow, b, bOffset, bStep, start, first, startStride, c, cell, cStride);
            first += ROWS * startStride;
            left += ROWS * aRow;
            cell += ROWS * cStride;
        }
        for (; i < m; i++) {
            float sum = start[first];
            int right = bOffset;
            for (int p = 0; p < k; p++) {
                sum = Math.fma(a[left + p], b[right], sum);
                right += bStep;
            }
            c[cell] = sum;
            left += aRow;
            first += startStride;
            cell += cStride;
        }
    }

    private static void rows(
            int k,
            float[] a,
            int a0,
            int aRow,
            float[] b,
            int bOffset,
            int bStep,
            float[] start,
            int startOffset,
            int startStride,
            float[] c,
            int c0,
            int cStride) {
        int a1 = a0 + aRow;
        int a2 = a1 + aRow;
        int a3 = a2 + aRow;
        int a4 = a3 + aRow;
        int a5 = a4 + aRow;
        int a6 = a5 + aRow;
        int a7 = a6 + aRow;
        int c1 = c0 + cStride;
        int c2 = c1 + cStride;
        int c3 = c2 + cStride;
        int c4 = c3 + cStride;
        int c5 = c4 + cStride;
        int c6 = c5 + cStride;
        int c7 = c6 + cStride;
        float x0 = start[startOffset];
        float x1 = start[startOffset + startStride];
        float x2 = start[startOffset + 2 * startStride];
        float x3 = start[startOffset + 3 * startStride];
        float x4 = start[startOffset + 4 * startStride];
        float x5 = start[startOffset + 5 * startStride];
        float x6 = start[startOffset + 6 * startStride];
        float x7 = start[startOffset + 7 * startStride];
        int right = bOffset;
        for (int p = 0; p < k; p++) {
            float x = b[right];
            x0 = Math.fma(a[a0 + p], x, x0);
            x1 = Math.fma(a[a1 + p], x, x1);
            x2 = Math.fma(a[a2 + p], x, x2);
            x3 = Math.fma(a[a3 + p], x, x3);
            x4 = Math.fma(a[a4 + p], x, x4);
            x5 = Math.fma(a[a5 + p], x, x5);
            x6 = Math.fma(a[a6 + p], x, x6);
            x7 = Math.fma(a[a7 + p], x, x7);
            right += bStep;
        }
        c[c0] = x0;
        c[c1] = x1;
        c[c2] = x2;
        c[c3] = x3;
        c[c4] = x4;
        c[c5] = x5;
        c[c6] = x6;
        c[c7] = x7;
    }
}
