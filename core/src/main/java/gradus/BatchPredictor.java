package gradus;

import gradus.data.Dataset;
import gradus.data.Rows;
import gradus.kernels.Workers;
import gradus.training.BatchReader;
import gradus.training.Graph;
import gradus.training.Network;
import gradus.training.Parameters;
import gradus.training.TextInputs;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

/// Predicts tables. Several threads may call it at the same time: each takes an idle network or creates one.
final class BatchPredictor {
    /// The number of rows predicted at a time.
    static final int ROWS = 256;

    private final Graph graph;
    private final Parameters parameters;
    private final Workers workers;
    private final ConcurrentLinkedQueue<Network> idle = new ConcurrentLinkedQueue<>();

    BatchPredictor(Graph graph, Parameters parameters, Workers workers) {
        this.graph = graph;
        this.parameters = parameters;
        this.workers = workers;
    }

    /// Returns the outputs of the network for each row of the inputs.
    List<Rows> predict(List<Rows> inputs) {
        DataCheck.inputs(graph, "prediction", new Dataset(inputs, List.of(), null));
        List<Rows> encoded = TextInputs.encode(graph, inputs);
        int count = inputs.getFirst().count();
        float[][] results = new float[graph.outputs().size()][];
        Arrays.setAll(
                results,
                output -> new float
                        [Math.multiplyExact(
                                count, DataCheck.outputShape(graph, output).size())]);
        // With many batches, each thread takes whole ones. With few, the threads share each batch.
        int batches = Math.ceilDiv(count, ROWS);
        workers.run(batches, batches >= 2 * workers.threads() ? 1 : batches, (first, last) -> {
            predict(encoded, first * ROWS, Math.min(last * ROWS, count), results);
        });
        return Arrays.stream(results)
                .map(values -> Rows.wrap(values, values.length / count))
                .toList();
    }

    /// Returns rows as arrays.
    static float[][] arrays(Rows predictions) {
        float[][] rows = new float[predictions.count()][predictions.width()];
        for (int row = 0; row < rows.length; row++) {
            predictions.copy(row, rows[row], 0);
        }
        return rows;
    }

    private void predict(List<Rows> inputs, int start, int end, float[][] results) {
        Network free = idle.poll();
        Network network = free == null ? Network.forInference(graph, parameters, ROWS, workers) : free;
        BatchReader reader = new BatchReader(inputs, network, workers);
        int[] order = new int[end - start];
        Arrays.setAll(order, i -> start + i);
        for (int from = start; from < end; from += ROWS) {
            int rows = Math.min(ROWS, end - from);
            reader.read(order, from - start, rows);
            network.forward(rows, false, 0);
            for (int output = 0; output < results.length; output++) {
                int width = DataCheck.outputShape(graph, output).size();
                System.arraycopy(network.output(output), 0, results[output], from * width, rows * width);
            }
        }
        idle.add(network);
    }
}
