package gradus.training;

import gradus.data.Dataset;
import gradus.kernels.Kernels;
import gradus.kernels.Workers;
import gradus.math.Precision;
import gradus.math.RangeTask;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// One training step after another: gather rows, forward, loss, backward, update, metrics. Allocates nothing in a
/// step.
///
/// What an epoch is, in which order rows come and when to stop is decided by the one who calls it.
public final class Trainer {
    private final Network network;
    private final Updater updater;
    private final Regularization regularization;
    private final List<OutputLoss> losses = new ArrayList<>();
    private final boolean[] fromLogits;
    private final Scores scores;
    private final BatchReader reader;
    private int rows;
    private double loss;

    /// A trainer for the rows of a data set.
    ///
    /// @param batchSize the largest number of rows of a step
    /// @param seed of dropout and noise
    /// @param precision of the layers' forward and backward pass
    /// @param updater what changes the parameters; it may have made steps before
    public Trainer(
            Graph graph,
            Parameters parameters,
            SavedModel.Compilation compilation,
            Updater updater,
            Dataset data,
            int batchSize,
            long seed,
            Precision precision,
            Workers workers) {
        this.updater = updater;
        network = Network.forTraining(graph, parameters, batchSize, seed, Kernels.of(precision), workers);
        regularization = new Regularization(graph, parameters);
        fromLogits = new boolean[compilation.losses().size()];
        for (int i = 0; i < fromLogits.length; i++) {
            losses.add(new OutputLoss(
                    network,
                    i,
                    compilation.losses().get(i),
                    compilation.lossWeights().get(i),
                    workers));
            fromLogits[i] = losses.get(i).onLogits();
        }
        scores = new Scores(graph, compilation, network, losses);
        reader = new BatchReader(data, network, losses, workers);
    }

    /// The first half of a step: the forward pass of rows `order[from, from + rows)` of the data set. Returns their
    /// loss, prices of regularizers included. It may be NaN or infinite; then [#learn()] would spoil the
    /// parameters, and [#cancel()] leaves them as they were.
    public double forward(int[] order, int from, int rows) {
        this.rows = rows;
        reader.read(order, from, rows);
        updater.beginStep();
        network.forward(rows, true, updater.steps());
        loss = network.penalty() + regularization.penalty();
        for (int i = 0; i < losses.size(); i++) {
            loss += losses.get(i).value(rows, reader.weights());
        }
        return loss;
    }

    /// The second half: the backward pass and the update. The rows count towards [#logs()].
    public void learn() {
        scores.add(loss, reader.weights(), rows);
        backward(updater.early(network.gradients()));
        updater.apply(network.gradients());
    }

    /// The second half without an update: the gradients of the loss, prices of regularizers included, before
    /// anything is done with them. They stay in this array until the next step.
    public float[] gradients() {
        backward(RangeTask.NOTHING);
        return network.gradients();
    }

    private void backward(RangeTask early) {
        for (int i = 0; i < losses.size(); i++) {
            losses.get(i).gradient(rows);
        }
        network.backward(fromLogits, early);
        regularization.addGradient(network.gradients());
    }

    /// Ends a step after its first half, without learning.
    public void cancel() {
        updater.cancelStep();
    }

    /// The network at work, for those who look into a step.
    public Network network() {
        return network;
    }

    /// What changes the parameters.
    public Updater updater() {
        return updater;
    }

    /// Losses and metrics over all steps since the last [#reset], by the names of
    /// [SavedModel.Compilation#logs(Graph)]: losses are means over rows of the batches' losses, each taken before
    /// its update; metrics are exact over the rows.
    public Map<String, Double> logs() {
        return scores.logs();
    }

    /// What was counted over the steps since the last [#reset], for a checkpoint.
    ///
    /// @param lossSum of all rows
    /// @param rowSum how many rows
    /// @param metrics the sums of the losses of each output, if there are several, then the state of each
    ///     metric's count
    public record Progress(double lossSum, long rowSum, List<double[]> metrics) {
        /// Copies the list.
        public Progress {
            metrics = List.copyOf(metrics);
        }
    }

    /// What was counted since the last [#reset].
    ///
    /// @throws UnsupportedOperationException if a metric cannot tell
    public Progress progress() {
        return scores.progress();
    }

    /// Goes on from what was counted: [#logs()] have the same bits as if there had been no break.
    ///
    /// @throws IllegalArgumentException if it is the count of other metrics
    public void restore(Progress progress) {
        scores.restore(progress);
    }

    /// Forgets what was counted, at the start of an epoch.
    public void reset() {
        scores.reset();
    }
}
