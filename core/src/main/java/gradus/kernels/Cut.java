package gradus.kernels;

/// Where a matrix product is cut into parts. It follows from the shape alone, never from the number of threads.
///
/// @param between what is cut
/// @param grain how many lines of `C` a part has, at least 1; the last may have fewer
public record Cut(Between between, int grain) {
    private static final int BAND = 32;
    private static final int HIGH = 1024;
    private static final int HIGH_BAND = 128;
    private static final int WIDE = 256;

    /// So few numbers of `B` are quickly read by each part.
    private static final int SMALL = 1 << 14;

    /// Long enough for rows of `B` to be read quickly.
    private static final int ONE_ROW_BAND = 256;

    /// What the cuts lie between.
    public enum Between {
        /// Rows of `C`: a part needs its own rows of `op(A)`, and all of `op(B)`.
        ROWS,
        /// Columns of `C`: a part needs all of `op(A)`, and its own columns of `op(B)`.
        COLUMNS,
        /// Summands: a part has half of the summands of some rows of `C`. It needs the upper or the lower half of
        /// `op(B)`; both halves of the sums are added in the end.
        SUMMANDS
    }

    /// Checks the grain.
    public Cut {
        if (grain < 1) {
            throw new IllegalArgumentException("Cut.grain must be at least 1, got " + grain);
        }
    }

    /// For kernels that rearrange bands of `B` and take `A` as it is: many small parts, of wide products between
    /// columns, so that each needs its own columns of `B` only, unless these are few.
    ///
    /// @param leastWork multiply-adds from which a part is worth the handing over
    static Cut intoBands(Product product, int leastWork) {
        int m = product.m();
        int n = product.n();
        int k = product.k();
        if (m == 1) {
            return new Cut(Between.COLUMNS, ONE_ROW_BAND);
        }
        if (!isSmall(n, k) && (n >= m || (n >= WIDE && m <= HIGH))) {
            return new Cut(Between.COLUMNS, grain(BAND, (long) m * k, leastWork));
        }
        return new Cut(Between.ROWS, grain(m >= HIGH ? HIGH_BAND : BAND, (long) n * k, leastWork));
    }

    /// Whether `op(B)` has so few numbers that each part may read all of them.
    public static boolean isSmall(int n, int k) {
        return (long) n * k <= SMALL;
    }

    /// The smallest multiple of a band that is worth to be a part.
    private static int grain(int band, long workPerLine, int leastWork) {
        long bands = Math.max(1, leastWork / (band * workPerLine));
        return (int) (bands * band);
    }
}
