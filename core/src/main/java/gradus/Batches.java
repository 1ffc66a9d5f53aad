package gradus;

import gradus.math.RandomStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The rows of each training step of an epoch.
final class Batches {
    private final int size;
    private final int count;
    private final int[] order;
    private final @Nullable RandomStream orders;

    /// Creates the batches of a data set, before its first epoch.
    ///
    /// @param random the stream to shuffle with, or null to keep the order of the rows
    Batches(int rows, GradientDescent descent, @Nullable RandomStream random) {
        size = descent.rows(rows);
        count = Math.ceilDiv(rows, size);
        order = new int[rows];
        Arrays.setAll(order, i -> i);
        orders = random == null ? null : random.derive("order");
    }

    /// Returns the largest number of rows in a batch.
    int size() {
        return size;
    }

    /// Returns the number of batches in an epoch.
    int count() {
        return count;
    }

    /// Shuffles the rows for an epoch. The order depends only on the seed and the number of the epoch.
    void shuffle(int epoch) {
        if (orders != null) {
            orders.derive(epoch).permute(order);
        }
    }

    /// Returns the indices of all rows, in the order of the epoch.
    int[] order() {
        return order;
    }

    /// Returns the position in the order at which a batch begins.
    int from(int batch) {
        return batch * size;
    }

    /// Returns the number of rows in a batch.
    int rows(int batch) {
        return Math.min(size, order.length - batch * size);
    }

    /// Returns the indices of the rows of a batch of any epoch.
    int[] rowsOf(int epoch, int batch) {
        int[] rows = order.clone();
        if (orders != null) {
            orders.derive(epoch).permute(rows);
        }
        return Arrays.copyOfRange(rows, from(batch), from(batch) + rows(batch));
    }
}
