package gradus.training;

import gradus.data.Dataset;
import gradus.kernels.Workers;
import gradus.metrics.Metric;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Computes loss and metrics over a whole data set, without training.
public final class Evaluator {
    private final Network network;
    private final Parameters parameters;
    private final Graph graph;
    private final List<OutputLoss> losses = new ArrayList<>();
    private final List<Metric> metrics;
    private final List<Metric.Accumulator> accumulators = new ArrayList<>();
    private final BatchReader reader;
    private final int[] order;

    /// An evaluator of a data set, which may be asked again and again while the parameters change.
    public Evaluator(
            Graph graph,
            Parameters parameters,
            SavedModel.Compilation compilation,
            Dataset data,
            int batchSize,
            Workers workers) {
        this.graph = graph;
        this.parameters = parameters;
        metrics = compilation.metrics();
        network = Network.forInference(graph, parameters, Math.min(batchSize, data.rows()), workers);
        for (int i = 0; i < compilation.losses().size(); i++) {
            losses.add(new OutputLoss(
                    network,
                    i,
                    compilation.losses().get(i),
                    compilation.lossWeights().get(i),
                    workers));
        }
        for (Metric metric : metrics) {
            accumulators.add(
                    metric.start(losses.getFirst().width(), losses.getFirst().targetWidth()));
        }
        reader = new BatchReader(data, network, losses, workers);
        order = new int[data.rows()];
        java.util.Arrays.setAll(order, i -> i);
    }

    /// Loss and metrics by name. The loss includes the prices of regularizers, as in training.
    public Map<String, Double> evaluate() {
        accumulators.forEach(Metric.Accumulator::reset);
        double regularization = Regularization.penalty(graph, parameters);
        double total = 0;
        for (int from = 0; from < order.length; from += network.capacity()) {
            int rows = Math.min(network.capacity(), order.length - from);
            reader.read(order, from, rows);
            network.forward(rows, false, 0);
            double loss = network.penalty() + regularization;
            for (OutputLoss output : losses) {
                loss += output.value(rows, reader.weights());
            }
            total += loss * rows;
            for (int i = 0; i < metrics.size(); i++) {
                float @Nullable [] weights = metrics.get(i).usesWeights() ? reader.weights() : null;
                accumulators.get(i).add(losses.getFirst().targets(), network.output(0), weights, rows);
            }
        }
        Map<String, Double> logs = new LinkedHashMap<>();
        logs.put("loss", total / order.length);
        for (int i = 0; i < metrics.size(); i++) {
            logs.put(metrics.get(i).name(), accumulators.get(i).result());
        }
        return logs;
    }
}
