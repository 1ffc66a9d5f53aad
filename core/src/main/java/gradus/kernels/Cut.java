package gradus.kernels;

/// How a matrix product is split into parts. It depends on the shape only, never on the number of threads.
///
/// @param between what is split
/// @param grain the number of lines of `C` in a part, at least 1; the last part may have fewer
public record Cut(Between between, int grain) {
    private static final int BAND = 32;
    private static final int HIGH = 1024;
    private static final int HIGH_BAND = 128;
    private static final int WIDE = 256;

    /// With up to this many numbers, each part can quickly read all of `B`.
    private static final int SMALL = 1 << 14;

    /// Long enough for rows of `B` to be read quickly.
    private static final int ONE_ROW_BAND = 256;

    /// What is split.
    public enum Between {
        /// Rows of `C`: a part needs its own rows of `op(A)`, and all of `op(B)`.
        ROWS,
        /// Columns of `C`: a part needs all of `op(A)`, and its own columns of `op(B)`.
        COLUMNS,
        /// Summands: a part has half of the summands of some rows of `C`. It needs the upper or the lower half of
        /// `op(B)`; in the end both halves of the sums are added.
        SUMMANDS
    }

    /// Validates the arguments.
    ///
    /// @throws IllegalArgumentException if `grain` is less than 1
    public Cut {
        if (grain < 1) {
            throw new IllegalArgumentException("Cut.grain must be at least 1, got " + grain);
        }
    }

    /// For kernels that rearrange bands of `B` and use `A` as it is: many small parts. Wide products are split
    /// between columns, so that each part needs only its own columns of `B`, unless `B` is small.
    ///
    /// @param leastWork the number of multiply-adds from which a part is worth handing to another thread
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

    /// Returns whether `op(B)` is so small that each part may read all of it.
    ///
    /// @param n the number of columns of `op(B)`
    /// @param k the number of rows of `op(B)`
    /// @return whether it is small
    public static boolean isSmall(int n, int k) {
        return (long) n * k <= SMALL;
    }

    /// Returns the smallest multiple of a band that is worth being a part.
    private static int grain(int band, long workPerLine, int leastWork) {
        long bands = Math.max(1, leastWork / (band * workPerLine));
        return (int) (bands * band);
    }
}
