package gradus.training;

import gradus.data.Dataset;
import gradus.kernels.Kernels;
import gradus.kernels.Workers;
import gradus.math.Precision;
import gradus.math.RangeTask;
import gradus.optimizers.ParameterGroup;
import gradus.schedules.Schedule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Makes training steps: gather rows, forward, loss, backward, update, metrics. A step does not allocate.
///
/// The caller decides what an epoch is, in which order rows come, and when to stop.
public final class Trainer {
    private final Network network;
    private final Updater updater;
    private final Regularization regularization;
    private final List<OutputLoss> losses = new ArrayList<>();
    private final boolean[] fromLogits;
    private final Scores scores;
    private final Graph graph;
    private final Workers workers;
    private BatchReader reader;
    private Schedule regularizationShare = Schedule.constant(1);
    private int rows;
    private double loss;

    /// Creates a trainer for the rows of a data set.
    ///
    /// @param graph the network
    /// @param parameters its parameters
    /// @param compilation the losses and metrics
    /// @param updater changes the parameters; it may have made steps before
    /// @param data the training rows
    /// @param batchSize the largest number of rows of a step
    /// @param seed the seed of dropout and noise
    /// @param precision the precision of the layers' forward and backward pass
    /// @param workers the threads that share the work
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
        this.graph = graph;
        this.workers = workers;
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
        reader = new BatchReader(TextInputs.encode(graph, data), network, losses, workers);
    }

    /// Sets what is in force at each step; without this call, all of noise and weight decay, for all parameters.
    ///
    /// @param share the share of noise and weight decay, in `[0, 1]`, by the number of the step
    /// @param groups factors of the learning rate and the weight decay of some parameters
    /// @return this trainer
    public Trainer regulated(Schedule share, List<ParameterGroup> groups) {
        regularizationShare = share;
        updater.parameterGroups(groups);
        return this;
    }

    /// Takes the rows of the further steps from another data set.
    ///
    /// @param data the training rows
    public void readFrom(Dataset data) {
        reader = new BatchReader(TextInputs.encode(graph, data), network, losses, workers);
    }

    /// Does the first half of a step: the forward pass of rows `order[from, from + rows)` of the data set. If the
    /// loss is not finite, [#learn()] would spoil the parameters, and [#cancel()] leaves them unchanged.
    ///
    /// @param order the indices of rows
    /// @param from the first index into `order`
    /// @param rows the number of rows
    /// @return their loss, including the penalties of regularizers; it may be NaN or infinite
    public double forward(int[] order, int from, int rows) {
        this.rows = rows;
        reader.read(order, from, rows);
        double share = regularizationShare.at(updater.steps());
        network.noiseShare(share);
        updater.decayShare(share);
        updater.beginStep();
        network.forward(rows, true, updater.steps());
        loss = network.penalty() + regularization.penalty();
        for (int i = 0; i < losses.size(); i++) {
            loss += losses.get(i).value(rows, reader.weights(), reader.weightsPerRow());
        }
        return loss;
    }

    /// Does the second half of a step: the backward pass and the update. The rows are included in [#logs()].
    public void learn() {
        scores.add(loss, rows);
        backward(updater.early(network.gradients()));
        updater.apply(network.gradients());
    }

    /// Does the second half of a step without an update.
    ///
    /// @return the gradients of the loss, including the penalties of regularizers, before any processing; valid
    ///     until the next step
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

    /// Ends a step after its first half, without an update.
    public void cancel() {
        updater.cancelStep();
    }

    /// {@return the network, for inspection}
    public Network network() {
        return network;
    }

    /// {@return the updater, which changes the parameters}
    public Updater updater() {
        return updater;
    }

    /// Returns losses and metrics over all steps since the last [#reset]: losses are means over rows of the
    /// batches' losses, each computed before its update; metrics are exact over the rows.
    ///
    /// @return the values, by the names of [SavedModel.Compilation#logs(Graph)]
    public Map<String, Double> logs() {
        return scores.logs();
    }

    /// The state accumulated over the steps since the last [#reset], for a checkpoint.
    ///
    /// @param lossSum the sum of the losses of all rows
    /// @param rowSum the number of rows
    /// @param metrics the sums of the losses of each output, if there are several, followed by the state of each
    ///     metric
    public record Progress(double lossSum, long rowSum, List<double[]> metrics) {
        /// Copies the list.
        public Progress {
            metrics = List.copyOf(metrics);
        }
    }

    /// {@return the state accumulated since the last [#reset]}
    ///
    /// @throws UnsupportedOperationException if a metric does not support this
    public Progress progress() {
        return scores.progress();
    }

    /// Restores an accumulated state: [#logs()] then have the same bits as without the interruption.
    ///
    /// @param progress the state
    /// @throws IllegalArgumentException if it belongs to other metrics
    public void restore(Progress progress) {
        scores.restore(progress);
    }

    /// Resets losses and metrics, at the start of an epoch.
    public void reset() {
        scores.reset();
    }
}
