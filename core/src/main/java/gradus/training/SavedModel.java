package gradus.training;

import static gradus.internal.Require.require;

import gradus.data.DataType;
import gradus.losses.Loss;
import gradus.metrics.Metric;
import gradus.optimizers.Optimizer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The contents of a model file.
///
/// @param graph the layers
/// @param parameters their values, in the layout of [Parameters]
/// @param compilation optimizer, losses and metrics; null for a model that was not compiled
/// @param optimizerState the state of the optimizer; null if it never ran
/// @param notes additional texts of Gradus, which other readers ignore: column names, labels, the task
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

    /// The settings that a model was compiled with.
    ///
    /// @param optimizer the update rule
    /// @param losses one loss per output
    /// @param lossWeights one weight per output
    /// @param metrics one list of metrics per output
    public record Compilation(
            Optimizer optimizer, List<Loss> losses, List<Double> lossWeights, List<List<Metric>> metrics) {
        /// Copies the lists.
        public Compilation {
            losses = List.copyOf(losses);
            lossWeights = List.copyOf(lossWeights);
            metrics = metrics.stream().map(List::copyOf).toList();
        }

        /// Creates settings by the names of the outputs.
        ///
        /// @param graph the network
        /// @param optimizer the update rule
        /// @param losses one loss for every output
        /// @param lossWeights the weights of losses; 1 for an output without an entry
        /// @param metrics the metrics of outputs; none for an output without an entry
        /// @return the settings
        /// @throws IllegalArgumentException if an output has no loss, or there is no output with one of the names
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

        /// Checks that a network can be trained with these settings.
        ///
        /// @param graph the network
        /// @throws IllegalArgumentException if it has another number of outputs, has the same output twice, or if
        ///     two logs would have the same name
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
            require(
                    graph.outputs().stream().noneMatch(output -> graph.typeOf(output) == DataType.STRING),
                    "a model to be trained must give numbers, and an output of this one is text. Train the model"
                            + " without its StringLookup");
            logs(graph);
        }

        /// Returns the names in the logs, in order, and the direction in which each value improves. They are
        /// `loss`, followed by the metrics if there is one output. With several outputs, the loss of each without
        /// its weight, `NAME_loss`, and its metrics, `NAME_METRIC`, follow, where `NAME` is that of the output, as
        /// in Keras.
        ///
        /// @param graph the network
        /// @return the directions, by name
        /// @throws IllegalArgumentException if two logs would have the same name
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

    /// The state of an optimizer.
    ///
    /// @param steps the number of batches whose gradients it has received
    /// @param learningRate the learning rate of the next update, which callbacks may have changed
    /// @param slots the arrays by name, in the layout of the trainable parameters: the slots of the rule in its
    ///     order, then `gradient_accumulator` and `average` if they are used; those of a `MultiOptimizer` after the
    ///     number of the part, as in `0/momentum`
    public record OptimizerState(long steps, double learningRate, Map<String, float[]> slots) {}
}
