package gradus.math;

/// What a layer or an optimizer computes with: functions, matrix products, and threads that share the work.
public interface Compute {
    /// Functions on ranges.
    Functions functions();

    /// A new matrix product.
    ///
    /// @param transposeA whether `A` is stored as `[k, m]`
    /// @param transposeB whether `B` is stored as `[n, k]`
    default MatrixProduct product(boolean transposeA, boolean transposeB) {
        return product(transposeA, transposeB, RangeTask.NOTHING, RangeTask.NOTHING);
    }

    /// A new matrix product with tasks for the rows of `C`, run while these are in the cache.
    ///
    /// @param before fills rows of `C`, where `beta` is 1
    /// @param after reads rows of `C`; may change them
    MatrixProduct product(boolean transposeA, boolean transposeB, RangeTask before, RangeTask after);

    /// Runs the task on `[0, count)`, cut at the multiples of `grain`, perhaps in several threads, and returns when
    /// all parts are done. For the same bits on any number of threads, the grain must not depend on it.
    ///
    /// @param grain at least 1
    void run(int count, int grain, RangeTask task);
}
