package gradus.training;

import gradus.data.Dataset;
import gradus.kernels.Workers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Computes loss and metrics over a whole data set, without training.
public final class Evaluator {
    private final Network network;
    private final Regularization regularization;
    private final List<OutputLoss> losses = new ArrayList<>();
    private final Scores scores;
    private final BatchReader reader;
    private final int[] order;

    /// Creates an evaluator of a data set, which can be used repeatedly while the parameters change.
    ///
    /// @param graph the network
    /// @param parameters its parameters
    /// @param compilation the losses and metrics
    /// @param data the rows
    /// @param batchSize the largest number of rows of a batch
    /// @param workers the threads that share the work
    public Evaluator(
            Graph graph,
            Parameters parameters,
            SavedModel.Compilation compilation,
            Dataset data,
            int batchSize,
            Workers workers) {
        regularization = new Regularization(graph, parameters);
        network = Network.forInference(graph, parameters, Math.min(batchSize, data.rows()), workers);
        for (int i = 0; i < compilation.losses().size(); i++) {
            losses.add(new OutputLoss(
                    network,
                    i,
                    compilation.losses().get(i),
                    compilation.lossWeights().get(i),
                    workers));
        }
        scores = new Scores(graph, compilation, network, losses);
        reader = new BatchReader(TextInputs.encode(graph, data), network, losses, workers);
        order = new int[data.rows()];
        java.util.Arrays.setAll(order, i -> i);
    }

    /// Computes losses and metrics. The loss includes the penalties of regularizers, as in training.
    ///
    /// @return the values, by the names of [SavedModel.Compilation#logs(Graph)]
    public Map<String, Double> evaluate() {
        scores.reset();
        double penalty = regularization.penalty();
        for (int from = 0; from < order.length; from += network.capacity()) {
            int rows = Math.min(network.capacity(), order.length - from);
            reader.read(order, from, rows);
            network.forward(rows, false, 0);
            scores.add(plus(network.penalty() + penalty, rows), rows);
        }
        return scores.logs();
    }

    /// Computes the loss without the penalties of regularizers, and no metrics.
    ///
    /// @return the mean over the rows
    public double loss() {
        double sum = 0;
        for (int from = 0; from < order.length; from += network.capacity()) {
            int rows = Math.min(network.capacity(), order.length - from);
            reader.read(order, from, rows);
            network.forward(rows, false, 0);
            sum += plus(0, rows) * rows;
        }
        return sum / order.length;
    }

    /// A penalty plus the losses of all outputs for the batch that the network has just computed.
    private double plus(double penalty, int rows) {
        double loss = penalty;
        for (OutputLoss output : losses) {
            loss += output.value(rows, reader.weights(), reader.weightsPerRow());
        }
        return loss;
    }
}
