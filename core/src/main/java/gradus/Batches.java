package gradus;

import gradus.math.RandomStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Which rows each step of an epoch learns from.
final class Batches {
    private final int size;
    private final int count;
    private final int[] order;
    private final @Nullable RandomStream orders;

    /// Batches of a data set, before its first epoch.
    ///
    /// @param random the seed's, or null for the order of the rows
    Batches(int rows, GradientDescent descent, @Nullable RandomStream random) {
        size = descent.rows(rows);
        count = Math.ceilDiv(rows, size);
        order = new int[rows];
        Arrays.setAll(order, i -> i);
        orders = random == null ? null : random.derive("order");
    }

    /// The largest number of rows of a batch.
    int size() {
        return size;
    }

    /// How many there are in an epoch.
    int count() {
        return count;
    }

    /// Takes the order of an epoch, which depends on nothing but the seed and its number.
    void shuffle(int epoch) {
        if (orders != null) {
            orders.derive(epoch).permute(order);
        }
    }

    /// The numbers of all rows, in the order of the epoch.
    int[] order() {
        return order;
    }

    /// Where a batch begins in the order.
    int from(int batch) {
        return batch * size;
    }

    /// How many rows a batch has.
    int rows(int batch) {
        return Math.min(size, order.length - batch * size);
    }

    /// The numbers of the rows of a batch of any epoch.
    int[] rowsOf(int epoch, int batch) {
        int[] rows = order.clone();
        if (orders != null) {
            orders.derive(epoch).permute(rows);
        }
        return Arrays.copyOfRange(rows, from(batch), from(batch) + rows(batch));
    }
}
