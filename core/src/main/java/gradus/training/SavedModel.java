package gradus.training;

import static gradus.internal.Require.require;

import gradus.losses.Loss;
import gradus.metrics.Metric;
import gradus.optimizers.Optimizer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// All that a model file holds.
///
/// @param graph the layers
/// @param parameters their values, in the layout of [Parameters]
/// @param compilation optimizer, losses and metrics; null for a model that was not compiled
/// @param optimizerState where the optimizer stood; null if it never ran
/// @param notes what Gradus keeps beside: column names, labels, the task. Other readers ignore it
public record SavedModel(
        Graph graph,
        Parameters parameters,
        @Nullable Compilation compilation,
        @Nullable OptimizerState optimizerState,
        Map<String, String> notes) {
    /// Copies the notes.
    public SavedModel {
        notes = Map.copyOf(notes);
    }

    /// What a model was compiled with.
    ///
    /// @param losses one an output
    /// @param lossWeights one an output
    /// @param metrics one list an output
    public record Compilation(
            Optimizer optimizer, List<Loss> losses, List<Double> lossWeights, List<List<Metric>> metrics) {
        /// Copies the lists.
        public Compilation {
            losses = List.copyOf(losses);
            lossWeights = List.copyOf(lossWeights);
            metrics = metrics.stream().map(List::copyOf).toList();
        }

        /// The same by the names of the outputs.
        ///
        /// @param losses one for every output
        /// @param lossWeights 1 where there is none
        /// @param metrics none where there are none
        /// @throws IllegalArgumentException if an output has no loss, or a name is no output's
        public static Compilation byName(
                Graph graph,
                Optimizer optimizer,
                Map<String, Loss> losses,
                Map<String, Double> lossWeights,
                Map<String, List<Metric>> metrics) {
            List<String> names = graph.outputNames();
            for (Map<String, ?> given : List.of(losses, lossWeights, metrics)) {
                for (String name : given.keySet()) {
                    require(
                            names.contains(name),
                            "no output is named \"%s\"; there are %s",
                            name,
                            String.join(", ", names));
                }
            }
            List<Loss> lossList = new ArrayList<>();
            List<Double> weightList = new ArrayList<>();
            List<List<Metric>> metricList = new ArrayList<>();
            for (String name : names) {
                Loss loss = losses.get(name);
                if (loss == null) {
                    throw new IllegalArgumentException("output \"" + name + "\" must have a loss, got none");
                }
                lossList.add(loss);
                weightList.add(lossWeights.getOrDefault(name, 1.0));
                metricList.add(metrics.getOrDefault(name, List.of()));
            }
            return new Compilation(optimizer, lossList, weightList, metricList);
        }

        /// Checks that a network can be trained like this.
        ///
        /// @throws IllegalArgumentException if it has other outputs, one of them twice, or two logs would have one
        ///     name
        public void check(Graph graph) {
            int outputs = graph.outputs().size();
            require(
                    losses.size() == outputs && lossWeights.size() == outputs && metrics.size() == outputs,
                    "the model has %s outputs (%s) and needs a loss, a loss weight and a list of metrics for each,"
                            + " got %s, %s and %s",
                    outputs,
                    String.join(", ", graph.outputNames()),
                    losses.size(),
                    lossWeights.size(),
                    metrics.size());
            require(
                    Set.copyOf(graph.outputs()).size() == outputs,
                    "a model to be trained must have every output once, got %s, of which two are the same value",
                    String.join(", ", graph.outputNames()));
            logs(graph);
        }

        /// What is logged, in order, and which way is better: `loss`, then with one output the metrics. With
        /// several outputs, the loss of each without its weight, `NAME_loss`, and its metrics, `NAME_METRIC`, where
        /// `NAME` is the output's. So Keras calls them.
        ///
        /// @throws IllegalArgumentException if two would have one name
        public Map<String, Metric.Direction> logs(Graph graph) {
            Map<String, Metric.Direction> logs = new LinkedHashMap<>();
            logs.put("loss", Metric.Direction.DOWN);
            List<String> outputs = graph.outputNames();
            boolean several = outputs.size() > 1;
            if (several) {
                outputs.forEach(output -> logs.put(output + "_loss", Metric.Direction.DOWN));
            }
            for (int output = 0; output < outputs.size(); output++) {
                for (Metric metric : metrics.get(output)) {
                    String name = several ? outputs.get(output) + "_" + metric.name() : metric.name();
                    require(logs.put(name, metric.direction()) == null, "two metrics are named \"%s\"", name);
                }
            }
            return logs;
        }
    }

    /// Where an optimizer stands.
    ///
    /// @param steps how many batches' gradients it was given
    /// @param learningRate the rate of the next update, which callbacks may have changed
    /// @param slots by name, each in the layout of the trainable parameters: the rule's own in its order, then
    ///     `gradient_accumulator` and `average` where they are kept
    public record OptimizerState(long steps, double learningRate, Map<String, float[]> slots) {}
}
