package gradus;

import gradus.data.Dataset;
import gradus.math.RandomStream;
import gradus.training.Trainer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Batches of the rows of a data set.
final class RowBatches implements Batches {
    private final FitRows data;
    private final int size;
    private final int all;
    private final int steps;
    private final int firstEpoch;
    private final int[] order;
    private final @Nullable RandomStream orders;

    /// The first batch of the current epoch among those of all rows, and the number of its batches.
    private int first;

    private int count;

    /// Creates the batches of a data set, which must fit the model, before its first epoch.
    RowBatches(Model model, Dataset given, Fit fit) {
        data = FitRows.of(model, given, fit);
        int rows = data.train().rows();
        size = fit.gradientDescent().rows(rows);
        all = Math.ceilDiv(rows, size);
        Integer wanted = fit.stepsPerEpoch();
        steps = wanted == null ? all : Math.min(wanted, all);
        firstEpoch = fit.initialEpoch();
        order = new int[rows];
        Arrays.setAll(order, i -> i);
        Long seed = fit.orderSeed();
        orders = fit.shuffle()
                ? RandomStream.of(seed == null ? model.seed() : seed).derive("order")
                : null;
        count = steps;
    }

    @Override
    public FitRows data() {
        return data;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public int count() {
        return count;
    }

    /// Begins an epoch: shuffles the rows, unless it goes on with those that an earlier one has left. The order depends
    /// only on the seed and the number of the epoch, or of the pass over all rows.
    @Override
    public void begin(int epoch) {
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

    @Override
    public boolean has(int batch) {
        return batch < count;
    }

    @Override
    public Trainer reading(int batch, Trainer trainer) {
        return trainer;
    }

    @Override
    public int[] order() {
        return order;
    }

    @Override
    public int from(int batch) {
        return (first + batch) * size;
    }

    @Override
    public int rows(int batch) {
        return Math.min(size, order.length - from(batch));
    }

    @Override
    public int[] rowsOf(int epoch, int batch) {
        int[] rows = order.clone();
        if (orders != null) {
            orders.derive(pass(epoch)).permute(rows);
        }
        int from = (first(epoch) + batch) * size;
        return Arrays.copyOfRange(rows, from, Math.min(from + size, rows.length));
    }

    @Override
    public void requireRepeatable() {}
}
