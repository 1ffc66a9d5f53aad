package gradus.training;

import static gradus.internal.Require.require;

import gradus.metrics.Metric;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What is accumulated over the batches of an epoch or an evaluation: the loss, the loss of each output if there
/// are several, and every metric. Losses are means over rows of the batches' losses; metrics are exact over the
/// rows.
final class Scores {
    private final Network network;
    private final List<OutputLoss> losses;
    private final List<String> names;
    private final List<Watched> watched = new ArrayList<>();
    private final double[] outputLossSums;
    private double lossSum;
    private long rowSum;

    /// A metric with its accumulator.
    private record Watched(int output, Metric metric, Metric.Accumulator accumulator) {}

    Scores(Graph graph, SavedModel.Compilation compilation, Network network, List<OutputLoss> losses) {
        this.network = network;
        this.losses = losses;
        names = List.copyOf(compilation.logs(graph).keySet());
        for (int output = 0; output < losses.size(); output++) {
            OutputLoss loss = losses.get(output);
            for (Metric metric : compilation.metrics().get(output)) {
                watched.add(new Watched(output, metric, metric.start(loss.width(), loss.targetWidth())));
            }
        }
        outputLossSums = new double[losses.size() == 1 ? 0 : losses.size()];
    }

    /// Adds the batch that the network has just computed.
    ///
    /// @param loss the total loss of the batch
    void add(double loss, int rows) {
        for (int i = 0; i < watched.size(); i++) {
            Watched one = watched.get(i);
            OutputLoss output = losses.get(one.output());
            float @Nullable [] counted = one.metric().usesWeights() ? output.sampleWeights() : null;
            one.accumulator().add(output.targets(), network.output(one.output()), counted, output.rows(rows));
        }
        for (int i = 0; i < outputLossSums.length; i++) {
            outputLossSums[i] += losses.get(i).lastValue() * rows;
        }
        lossSum += loss * rows;
        rowSum += rows;
    }

    /// Returns all values, by the names of [SavedModel.Compilation#logs(Graph)], in their order.
    Map<String, Double> logs() {
        Map<String, Double> logs = new LinkedHashMap<>();
        logs.put(names.getFirst(), lossSum / rowSum);
        for (double sum : outputLossSums) {
            logs.put(names.get(logs.size()), sum / rowSum);
        }
        for (Watched one : watched) {
            logs.put(names.get(logs.size()), one.accumulator().result());
        }
        return logs;
    }

    /// Returns the accumulated state, for a checkpoint.
    Trainer.Progress progress() {
        List<double[]> counts = new ArrayList<>();
        counts.add(outputLossSums.clone());
        watched.forEach(one -> counts.add(one.accumulator().state()));
        return new Trainer.Progress(lossSum, rowSum, counts);
    }

    /// Restores an accumulated state.
    ///
    /// @throws IllegalArgumentException if it belongs to other outputs or metrics
    void restore(Trainer.Progress progress) {
        require(
                progress.metrics().size() == watched.size() + 1
                        && progress.metrics().getFirst().length == outputLossSums.length,
                "the saved state must be that of %s outputs and %s metrics",
                losses.size(),
                watched.size());
        lossSum = progress.lossSum();
        rowSum = progress.rowSum();
        System.arraycopy(progress.metrics().getFirst(), 0, outputLossSums, 0, outputLossSums.length);
        for (int i = 0; i < watched.size(); i++) {
            watched.get(i).accumulator().restore(progress.metrics().get(i + 1));
        }
    }

    /// Removes all batches.
    void reset() {
        lossSum = 0;
        rowSum = 0;
        java.util.Arrays.fill(outputLossSums, 0);
        watched.forEach(one -> one.accumulator().reset());
    }
}
