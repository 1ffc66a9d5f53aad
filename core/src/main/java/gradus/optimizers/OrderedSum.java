package gradus.optimizers;

import gradus.math.Compute;
import gradus.math.RangeTask;

/// A sum over `[0, size)` that threads share. Each part of the range yields one summand, and they are added in the
/// order of the parts. The boundaries of the parts depend only on the size, so the result has the same bits on any
/// number of threads.
final class OrderedSum {
    /// The number of items in a part that is worth handing to another thread.
    static final int GRAIN = 16_384;

    private final int size;
    private final int grain;
    private final double[] parts;

    /// A sum over numbers, or over items that take as long.
    OrderedSum(int size) {
        this(size, GRAIN);
    }

    /// @param grain the number of items in a part, at least 1
    OrderedSum(int size, int grain) {
        this.size = size;
        this.grain = grain;
        parts = new double[Math.ceilDiv(size, grain)];
    }

    /// Runs a task on the parts of the range. To contribute to the sum, it passes the summand of each part to
    /// [#put].
    void run(Compute compute, RangeTask task) {
        compute.run(size, grain, task);
    }

    /// Stores the summand of the part that begins at `from`.
    void put(int from, double summand) {
        parts[from / grain] = summand;
    }

    /// Returns the sum of the summands of all parts.
    double total() {
        double total = 0;
        for (double part : parts) {
            total += part;
        }
        return total;
    }
}
