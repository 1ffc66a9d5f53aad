package gradus.math;

/// What a layer or an optimizer computes with: functions, matrix products, and threads that share the work.
public interface Compute {
    /// {@return functions on ranges}
    Functions functions();

    /// Creates a matrix product.
    ///
    /// @param transposeA whether `A` is stored as `[k, m]`
    /// @param transposeB whether `B` is stored as `[n, k]`
    /// @return the product
    default MatrixProduct product(boolean transposeA, boolean transposeB) {
        return product(transposeA, transposeB, RangeTask.NOTHING);
    }

    /// Creates a matrix product with a task that runs on rows of `C` while these are in the cache.
    ///
    /// @param transposeA whether `A` is stored as `[k, m]`
    /// @param transposeB whether `B` is stored as `[n, k]`
    /// @param after reads rows of `C` and may change them
    /// @return the product
    MatrixProduct product(boolean transposeA, boolean transposeB, RangeTask after);

    /// Runs a task on `[0, count)`, split at the multiples of `grain`, possibly on several threads, and returns
    /// when all parts are done. For the same bits on any number of threads, the grain must not depend on that
    /// number.
    ///
    /// @param count the number of items
    /// @param grain the number of items in a part, at least 1
    /// @param task the task to run on each part
    void run(int count, int grain, RangeTask task);
}
