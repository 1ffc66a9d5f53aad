package gradus.optimizers;

import gradus.math.Compute;
import gradus.math.RangeTask;

/// A sum over `[0, size)` that threads share. Each part of the range has one summand, and they are added in the
/// order of the parts, which are cut at places that depend on the size alone: the same bits on any number of
/// threads.
final class OrderedSum {
    /// How many numbers make a part that is worth handing over.
    static final int GRAIN = 16_384;

    private final int size;
    private final int grain;
    private final double[] parts;

    /// Over numbers, or what takes as long.
    OrderedSum(int size) {
        this(size, GRAIN);
    }

    /// @param grain how much of the range is a part, at least 1
    OrderedSum(int size, int grain) {
        this.size = size;
        this.grain = grain;
        parts = new double[Math.ceilDiv(size, grain)];
    }

    /// Runs a task on the parts of the range. If it is to sum, it gives the summand of each part to [#put].
    void run(Compute compute, RangeTask task) {
        compute.run(size, grain, task);
    }

    /// Takes the summand of the part that begins at `from`.
    void put(int from, double summand) {
        parts[from / grain] = summand;
    }

    /// The sum of what all parts put.
    double total() {
        double total = 0;
        for (double part : parts) {
            total += part;
        }
        return total;
    }
}
