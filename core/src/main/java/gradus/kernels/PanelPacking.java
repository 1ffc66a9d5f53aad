package gradus.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/// Copies a panel of `op(B)` for [SimdProduct]: `length` rows of [SimdProduct#COLUMNS] numbers, row by row. Beyond
/// `width`, the content of the panel is undefined.
final class PanelPacking {
    private static final VectorSpecies<Float> SPECIES = SimdProduct.SPECIES;
    private static final int LANES = SimdProduct.LANES;
    private static final int COLUMNS = SimdProduct.COLUMNS;

    /// Swaps each lane with the one at the distance in the name.
    private static final VectorShuffle<Float> SWAP1 = swap(1);

    private static final VectorShuffle<Float> SWAP2 = swap(2);
    private static final VectorShuffle<Float> SWAP4 = swap(4);
    private static final VectorShuffle<Float> SWAP8 = swap(8);

    /// The upper lane of each such pair.
    private static final VectorMask<Float> UPPER1 = upper(1);

    private static final VectorMask<Float> UPPER2 = upper(2);
    private static final VectorMask<Float> UPPER4 = upper(4);
    private static final VectorMask<Float> UPPER8 = upper(8);

    private PanelPacking() {}

    private static VectorShuffle<Float> swap(int distance) {
        return VectorShuffle.fromOp(SPECIES, lane -> (lane ^ distance) % LANES);
    }

    private static VectorMask<Float> upper(int distance) {
        boolean[] upper = new boolean[LANES];
        for (int lane = 0; lane < LANES; lane++) {
            upper[lane] = (lane & distance) != 0;
        }
        return VectorMask.fromArray(SPECIES, upper, 0);
    }

    /// Packs `length` stored rows of `width` numbers.
    static void pack(float[] b, int bOffset, int bStride, int length, int width, float[] panel) {
        int j = 0;
        for (; j + LANES <= width; j += LANES) {
            int from = bOffset + j;
            for (int p = 0; p < length; p++) {
                FloatVector.fromArray(SPECIES, b, from).intoArray(panel, p * COLUMNS + j);
                from += bStride;
            }
        }
        if (j < width) {
            packPart(b, bOffset + j, bStride, length, width - j, panel, j);
        }
    }

    private static void packPart(
            float[] b, int bOffset, int bStride, int length, int columns, float[] panel, int panelOffset) {
        VectorMask<Float> mask = SPECIES.indexInRange(0, columns);
        int from = bOffset;
        for (int p = 0; p < length; p++) {
            FloatVector.fromArray(SPECIES, b, from, mask).intoArray(panel, panelOffset + p * COLUMNS);
            from += bStride;
        }
    }

    /// Packs `width` stored rows of `length` numbers, transposed: squares of vectors in registers, as far as they
    /// lie within the array (numbers beyond the end of a row end up beyond the rows of the panel), the rest one by
    /// one.
    ///
    /// @param panelStride the distance between rows of the panel
    static void packTransposed(
            float[] b,
            int bOffset,
            int bStride,
            int length,
            int width,
            float[] panel,
            int panelStride,
            float[] square) {
        for (int j = 0; j < width; j += LANES) {
            int lastRow = bOffset + (j + LANES - 1) * bStride;
            int p = 0;
            while (j + LANES <= width && p < length && lastRow + p + LANES <= b.length) {
                transpose(b, bOffset + j * bStride + p, bStride, square, panel, p * panelStride + j, panelStride);
                p += LANES;
            }
            int end = Math.min(j + LANES, width);
            for (int row = p; row < length; row++) {
                int to = row * panelStride;
                for (int column = j; column < end; column++) {
                    panel[to + column] = b[bOffset + column * bStride + row];
                }
            }
        }
    }

    /// Transposes a square by swapping ever larger off-diagonal blocks: 1 and 2 lanes wide on the way into the
    /// scratch array, 4 and 8 lanes wide on the way out.
    private static void transpose(
            float[] b, int from, int bStride, float[] square, float[] panel, int to, int panelStride) {
        for (int i = 0; i < LANES; i += 4) {
            int row = from + i * bStride;
            FloatVector x0 = FloatVector.fromArray(SPECIES, b, row);
            FloatVector x1 = FloatVector.fromArray(SPECIES, b, row + bStride);
            FloatVector x2 = FloatVector.fromArray(SPECIES, b, row + 2 * bStride);
            FloatVector x3 = FloatVector.fromArray(SPECIES, b, row + 3 * bStride);
            FloatVector y0 = x0.blend(x1.rearrange(SWAP1), UPPER1);
            FloatVector y1 = x0.rearrange(SWAP1).blend(x1, UPPER1);
            FloatVector y2 = x2.blend(x3.rearrange(SWAP1), UPPER1);
            FloatVector y3 = x2.rearrange(SWAP1).blend(x3, UPPER1);
            y0.blend(y2.rearrange(SWAP2), UPPER2).intoArray(square, i * LANES);
            y1.blend(y3.rearrange(SWAP2), UPPER2).intoArray(square, (i + 1) * LANES);
            y0.rearrange(SWAP2).blend(y2, UPPER2).intoArray(square, (i + 2) * LANES);
            y1.rearrange(SWAP2).blend(y3, UPPER2).intoArray(square, (i + 3) * LANES);
        }
        if (LANES == 16) {
            for (int i = 0; i < 4; i++) {
                FloatVector x0 = FloatVector.fromArray(SPECIES, square, i * LANES);
                FloatVector x1 = FloatVector.fromArray(SPECIES, square, (i + 4) * LANES);
                FloatVector x2 = FloatVector.fromArray(SPECIES, square, (i + 8) * LANES);
                FloatVector x3 = FloatVector.fromArray(SPECIES, square, (i + 12) * LANES);
                FloatVector y0 = x0.blend(x1.rearrange(SWAP4), UPPER4);
                FloatVector y1 = x0.rearrange(SWAP4).blend(x1, UPPER4);
                FloatVector y2 = x2.blend(x3.rearrange(SWAP4), UPPER4);
                FloatVector y3 = x2.rearrange(SWAP4).blend(x3, UPPER4);
                y0.blend(y2.rearrange(SWAP8), UPPER8).intoArray(panel, to + i * panelStride);
                y1.blend(y3.rearrange(SWAP8), UPPER8).intoArray(panel, to + (i + 4) * panelStride);
                y0.rearrange(SWAP8).blend(y2, UPPER8).intoArray(panel, to + (i + 8) * panelStride);
                y1.rearrange(SWAP8).blend(y3, UPPER8).intoArray(panel, to + (i + 12) * panelStride);
            }
        } else if (LANES == 8) {
            for (int i = 0; i < 4; i++) {
                FloatVector x0 = FloatVector.fromArray(SPECIES, square, i * LANES);
                FloatVector x1 = FloatVector.fromArray(SPECIES, square, (i + 4) * LANES);
                x0.blend(x1.rearrange(SWAP4), UPPER4).intoArray(panel, to + i * panelStride);
                x0.rearrange(SWAP4).blend(x1, UPPER4).intoArray(panel, to + (i + 4) * panelStride);
            }
        } else {
            for (int i = 0; i < LANES; i++) {
                FloatVector.fromArray(SPECIES, square, i * LANES).intoArray(panel, to + i * panelStride);
            }
        }
    }
}
