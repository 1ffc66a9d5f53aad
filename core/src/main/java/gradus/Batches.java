package gradus;

import gradus.math.RandomStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The rows of each training step of an epoch.
final class Batches {
    private final int size;
    private final int all;
    private final int steps;
    private final int firstEpoch;
    private final int[] order;
    private final @Nullable RandomStream orders;

    /// The first batch of the current epoch among those of all rows, and the number of its batches.
    private int first;

    private int count;

    /// Creates the batches of a data set, before its first epoch.
    ///
    /// @param random the stream to shuffle with, or null to keep the order of the rows
    Batches(int rows, Fit fit, @Nullable RandomStream random) {
        size = fit.gradientDescent().rows(rows);
        all = Math.ceilDiv(rows, size);
        Integer wanted = fit.stepsPerEpoch();
        steps = wanted == null ? all : Math.min(wanted, all);
        firstEpoch = fit.initialEpoch();
        order = new int[rows];
        Arrays.setAll(order, i -> i);
        orders = random == null ? null : random.derive("order");
        count = steps;
    }

    /// Returns the largest number of rows in a batch.
    int size() {
        return size;
    }

    /// Returns the number of batches in the current epoch.
    int count() {
        return count;
    }

    /// Begins an epoch: shuffles the rows, unless it goes on with those that an earlier one has left. The order depends
    /// only on the seed and the number of the epoch, or of the pass over all rows.
    void begin(int epoch) {
        first = first(epoch);
        count = Math.min(steps, all - first);
        if (orders != null) {
            orders.derive(pass(epoch)).permute(order);
        }
    }

    private int epochsPerPass() {
        return Math.ceilDiv(all, steps);
    }

    private int pass(int epoch) {
        return epochsPerPass() == 1 ? epoch : Math.floorDiv(epoch - firstEpoch, epochsPerPass());
    }

    private int first(int epoch) {
        return Math.floorMod(epoch - firstEpoch, epochsPerPass()) * steps;
    }

    /// Returns the indices of all rows, in the order of the epoch.
    int[] order() {
        return order;
    }

    /// Returns the position in the order at which a batch of the current epoch begins.
    int from(int batch) {
        return (first + batch) * size;
    }

    /// Returns the number of rows in a batch of the current epoch.
    int rows(int batch) {
        return Math.min(size, order.length - from(batch));
    }

    /// Returns the indices of the rows of a batch of any epoch.
    int[] rowsOf(int epoch, int batch) {
        int[] rows = order.clone();
        if (orders != null) {
            orders.derive(pass(epoch)).permute(rows);
        }
        int from = (first(epoch) + batch) * size;
        return Arrays.copyOfRange(rows, from, Math.min(from + size, rows.length));
    }
}
