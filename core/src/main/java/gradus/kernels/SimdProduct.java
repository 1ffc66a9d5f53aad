package gradus.kernels;

import java.util.Arrays;
import jdk.incubator.vector.VectorSpecies;

/// The matrix product of [SimdKernels]. Every cell of `C` is one chain of fused multiply-adds in ascending `k`,
/// starting at 0 or at the cell's old value. So its bits depend only on its row of `op(A)` and its column of
/// `op(B)`: not on the shape, the transposes, the place in a tile, the vector width, or the thread.
///
/// The plan is that of [Goto & van de Geijn 2008](https://doi.org/10.1145/1356052.1356053) without the packing of
/// `A`: a panel of `B`, `DEPTH` rows deep and one tile wide, is packed so that it stays in the first-level cache
/// ([PanelPacking]); then tiles, whose cells stay in registers ([ProductTiles]), move down over it. Few rows are
/// computed from `B` as it lies ([FewRows]).
final class SimdProduct {
    static final VectorSpecies<Float> SPECIES = SimdKernels.SPECIES;
    static final int LANES = SPECIES.length();

    /// AVX2 has 16 registers, in which a tile of 8 x 2 vectors finds no room.
    private static final boolean MANY_REGISTERS = LANES == 16 || "aarch64".equals(System.getProperty("os.arch"));

    /// The columns of a tile and of a packed panel.
    static final int COLUMNS = 2 * LANES;

    /// The rows of a tile of two vectors; [#ROWS] are those of one vector.
    private static final int HEIGHT = MANY_REGISTERS ? 8 : 6;
    private static final int ROWS = NarrowTiles.ROWS;
    private static final int DEPTH = 264;

    /// Parts of a product of which each transposes its own columns of `A`.
    private static final int PARTS = 8;

    /// The fewest columns of `B` for which transposing `A` pays.
    private static final int MANY_COLUMNS = 64;

    /// Numbers of `A` that a thread may keep a copy of.
    private static final int LARGEST_COPY = 1 << 22;

    /// From this size on, `B` does not stay in the first-level cache while its rows serve one pair of rows after
    /// another.
    private static final int LARGE = 1 << 14;

    /// Up to this many numbers, `B` stays in the first-level cache as it lies.
    private static final int NEAR = 1 << 12;

    /// What the cells of a product start with that adds to nothing. Tiles always load what they start with: a vector
    /// that is either loaded or zero would sometimes be allocated.
    static final float[] ZEROS = new float[COLUMNS];

    private static final ThreadLocal<Scratch> SCRATCH = ThreadLocal.withInitial(Scratch::new);

    private SimdProduct() {}

    /// What a thread needs besides registers.
    private static final class Scratch {
        /// Includes the rows that complete a square of vectors.
        final float[] panel = new float[(DEPTH + LANES - 1) * COLUMNS];
        final float[] tile = new float[ROWS * COLUMNS];
        final float[] square = new float[LANES * LANES];
        float[] transposed = {};

        /// Copies `A`, whose numbers for one `k` are adjacent, so that those of one row are.
        void transpose(float[] a, int aOffset, int aStep, int m, int k, int stride) {
            int size = (m + LANES - 1) * stride;
            if (transposed.length < size) {
                transposed = new float[size];
            }
            PanelPacking.packTransposed(a, aOffset, aStep, m, k, transposed, stride, square);
        }
    }

    /// Bands of rows, if each part transposes its own columns of `A`: few, since each also packs all of `B`.
    static Cut cut(Product product, int leastWork) {
        int m = product.m();
        int n = product.n();
        int k = product.k();
        if (!worthTransposing(product.transposeA(), m, n, k)) {
            return Cut.intoBands(product, leastWork);
        }
        int rows = (int) Math.max(m / PARTS, leastWork / ((long) n * k));
        return new Cut(Cut.Between.ROWS, (rows / HEIGHT + 1) * HEIGHT);
    }

    /// See [Kernels#multiply].
    static void multiply(Product product, int fromRow, int toRow, int fromColumn, int toColumn) {
        int rows = toRow - fromRow;
        int columns = toColumn - fromColumn;
        // A column of C lies in memory like a row: the transposed product fills vectors. Where that needs rows of A
        // transposed, it takes squares of them.
        boolean flip = columns == 1
                && rows > 1
                && product.cStride() == 1
                && (product.transposeA() || Math.min(rows, product.k()) >= LANES);
        boolean transposeA = flip ? !product.transposeB() : product.transposeA();
        // Of one summand a row, both ways to lie are the same.
        boolean transposeB = (flip ? !product.transposeA() : product.transposeB())
                && !(product.k() == 1 && (flip ? product.aStride() : product.bStride()) == 1);
        int m = flip ? 1 : rows;
        int n = flip ? rows : columns;
        int k = product.k();
        float[] a = flip ? product.b() : product.a();
        int aOffset = flip ? product.bStart(fromColumn) : product.aStart(fromRow);
        int aStride = flip ? product.bStride() : product.aStride();
        float[] b = flip ? product.a() : product.b();
        int bOffset = flip ? product.aStart(fromRow) : product.bStart(fromColumn);
        int bStride = flip ? product.aStride() : product.bStride();
        boolean adds = product.adds();
        float[] start = adds ? product.start() : ZEROS;
        int startOffset = adds ? product.startOffset(fromRow, fromColumn) : 0;
        int startStride = adds ? product.startStride() : 0;
        float[] c = product.c();
        int cOffset = product.cStart(fromRow, fromColumn);
        int cStride = flip ? n : product.cStride();
        if (flip && adds && startStride == 0) {
            Arrays.fill(c, cOffset, cOffset + rows, start[startOffset]);
            start = c;
            startOffset = cOffset;
        }
        int aRow = transposeA ? 1 : aStride;
        int aStep = transposeA ? aStride : 1;
        if (n == 1 && aStep == 1) {
            int bStep = transposeB ? 1 : bStride;
            OneColumn.multiply(
                    m, k, a, aOffset, aRow, b, bOffset, bStep, start, startOffset, startStride, c, cOffset, cStride);
            return;
        }
        int done = 0;
        // 784 x 512 by 2, 4, 8 and 12 rows so take 0.15, 0.28, 0.60 and 0.56 of the time with packing (AVX2).
        int few = k * n < LARGE ? ROWS : 2 * ROWS;
        if (m < few && !transposeB) {
            done = FewRows.multiply(
                    m,
                    n,
                    k,
                    a,
                    aOffset,
                    aRow,
                    aStep,
                    b,
                    bOffset,
                    bStride,
                    start,
                    startOffset,
                    startStride,
                    c,
                    cOffset,
                    cStride);
            if (done == n) {
                return;
            }
        }
        Scratch scratch = SCRATCH.get();
        if (worthTransposing(transposeA, m, n, k)) {
            int stride = Math.ceilDiv(k, LANES) * LANES;
            scratch.transpose(a, aOffset, aStep, m, k, stride);
            a = scratch.transposed;
            aOffset = 0;
            aRow = stride;
            aStep = 1;
        }
        boolean tiled = m >= HEIGHT && (MANY_REGISTERS || aStep == 1);
        int blocks = Math.max(1, (k + DEPTH - 1) / DEPTH);
        int depth = (k + blocks - 1) / blocks;
        for (int j = done; j < n; j += COLUMNS) {
            int width = Math.min(COLUMNS, n - j);
            int end = bOffset + (k - 1) * bStride + j + Math.ceilDiv(width, LANES) * LANES;
            boolean asItLies = !transposeB && width < COLUMNS && (long) k * bStride <= NEAR && end <= b.length;
            for (int block = 0; block < blocks; block++) {
                int p = block * depth;
                int length = Math.min(depth, k - p);
                float[] right = asItLies ? b : scratch.panel;
                int from = asItLies ? bOffset + p * bStride + j : 0;
                int step = asItLies ? bStride : COLUMNS;
                if (transposeB) {
                    PanelPacking.packTransposed(
                            b, bOffset + j * bStride + p, bStride, length, width, right, step, scratch.square);
                } else if (!asItLies) {
                    PanelPacking.pack(b, bOffset + p * bStride + j, bStride, length, width, right);
                }
                float[] old = block == 0 ? start : c;
                int oldStride = block == 0 ? startStride : cStride;
                int first = block > 0 ? cOffset + j : adds ? startOffset + j : 0;
                int left = aOffset + p * aStep;
                int cell = cOffset + j;
                int i = 0;
                if (tiled && width == COLUMNS) {
                    for (; i + HEIGHT <= m; i += HEIGHT) {
                        tile(
                                a,
                                left + i * aRow,
                                aRow,
                                aStep,
                                scratch.panel,
                                length,
                                old,
                                first + i * oldStride,
                                oldStride,
                                c,
                                cell + i * cStride,
                                cStride);
                    }
                    if (i < m) {
                        lastTile(
                                m - i,
                                a,
                                left + i * aRow,
                                aRow,
                                aStep,
                                scratch,
                                length,
                                old,
                                first + i * oldStride,
                                oldStride,
                                c,
                                cell + i * cStride,
                                cStride);
                        i = m;
                    }
                }
                for (; i < m; i += ROWS) {
                    NarrowTiles.edge(
                            Math.min(ROWS, m - i),
                            width,
                            a,
                            left + i * aRow,
                            aRow,
                            aStep,
                            right,
                            from,
                            step,
                            scratch.tile,
                            length,
                            old,
                            first + i * oldStride,
                            oldStride,
                            c,
                            cell + i * cStride,
                            cStride);
                }
            }
        }
    }

    /// Returns whether `A` is better transposed once than read across its rows by each tile: where the tiles are many.
    private static boolean worthTransposing(boolean transposeA, int m, int n, int k) {
        return transposeA
                && !MANY_REGISTERS
                && m >= HEIGHT
                && n >= MANY_COLUMNS
                && k > 0
                && (long) m * k <= LARGEST_COPY;
    }

    private static void tile(
            float[] a,
            int aOffset,
            int aRow,
            int aStep,
            float[] panel,
            int length,
            float[] start,
            int startOffset,
            int startStride,
            float[] c,
            int cOffset,
            int cStride) {
        if (!MANY_REGISTERS) {
            ProductTiles.wide6(a, aOffset, aRow, panel, length, start, startOffset, startStride, c, cOffset, cStride);
        } else if (aStep == 1) {
            ProductTiles.wide(a, aOffset, aRow, panel, length, start, startOffset, startStride, c, cOffset, cStride);
        } else {
            ProductTiles.wideTransposed(
                    a, aOffset, aStep, panel, length, start, startOffset, startStride, c, cOffset, cStride);
        }
    }

    /// Computes the last rows, fewer than a tile has, in the scratch array, with the rows above, which are not used.
    private static void lastTile(
            int rows,
            float[] a,
            int aOffset,
            int aRow,
            int aStep,
            Scratch scratch,
            int length,
            float[] start,
            int startOffset,
            int startStride,
            float[] c,
            int cOffset,
            int cStride) {
        int above = HEIGHT - rows;
        float[] tile = scratch.tile;
        int first = startOffset - above * startStride;
        tile(
                a,
                aOffset - above * aRow,
                aRow,
                aStep,
                scratch.panel,
                length,
                start,
                first,
                startStride,
                tile,
                0,
                COLUMNS);
        NarrowTiles.copy(rows, COLUMNS, tile, above * COLUMNS, COLUMNS, c, cOffset, cStride);
    }
}
