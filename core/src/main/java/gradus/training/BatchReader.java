package gradus.training;

import gradus.data.Dataset;
import gradus.data.Rows;
import gradus.kernels.Workers;
import gradus.math.RangeTask;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Copies the rows of a batch from a data set to the arrays from which a network and its losses read them.
public final class BatchReader {
    /// The number of values that are worth handing to another thread.
    private static final int NUMBERS = 1 << 13;

    private final Dataset data;
    private final Network network;
    private final List<OutputLoss> losses;
    private final float @Nullable [] weights;
    private final Workers workers;
    private final int grain;
    private final RangeTask copy = this::copyRows;
    private int[] order = {};
    private int start;

    BatchReader(Dataset data, Network network, List<OutputLoss> losses, Workers workers) {
        this.data = data;
        this.network = network;
        this.losses = losses;
        this.workers = workers;
        int width = data.inputs().stream().mapToInt(Rows::width).sum();
        grain = Math.max(1, NUMBERS / width);
        weights = data.weights() == null
                ? null
                : new float[network.capacity() * data.weights().width()];
    }

    /// Creates a reader for prediction, which reads inputs only.
    ///
    /// @param inputs one table per input
    /// @param network the network to fill
    /// @param workers the threads that share the work
    public BatchReader(List<Rows> inputs, Network network, Workers workers) {
        this(new Dataset(inputs, List.of(), null), network, List.of(), workers);
    }

    /// Copies rows `order[from, from + rows)` to the first rows of all buffers.
    ///
    /// @param order the indices of rows
    /// @param from the first index into `order`
    /// @param rows the number of rows
    public void read(int[] order, int from, int rows) {
        this.order = order;
        start = from;
        workers.run(rows, grain, copy);
    }

    /// Returns the sample weights of the batch, or null: one for each row, or for each of its positions.
    float @Nullable [] weights() {
        return weights;
    }

    /// Returns the number of sample weights of a row.
    int weightsPerRow() {
        return data.weights() == null ? 1 : data.weights().width();
    }

    private void copyRows(int from, int to) {
        for (int input = 0; input < data.inputs().size(); input++) {
            copy(data.inputs().get(input), network.input(input), from, to);
        }
        for (int output = 0; output < losses.size(); output++) {
            copy(data.targets().get(output), losses.get(output).targets(), from, to);
        }
        Rows sampleWeights = data.weights();
        if (sampleWeights != null && weights != null) {
            copy(sampleWeights, weights, from, to);
        }
    }

    private void copy(Rows rows, float[] target, int from, int to) {
        int width = rows.width();
        for (int i = from; i < to; i++) {
            rows.copy(order[start + i], target, i * width);
        }
    }
}
