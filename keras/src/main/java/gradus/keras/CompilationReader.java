package gradus.keras;

import gradus.data.Shape;
import gradus.losses.Loss;
import gradus.metrics.LossMetric;
import gradus.metrics.Metric;
import gradus.optimizers.Optimizer;
import gradus.registry.Config;
import gradus.registry.Registry;
import gradus.training.Graph;
import gradus.training.SavedModel.Compilation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Keras's `compile_config` as what a model was compiled with. Losses, weights and metrics may be single, in a list,
/// or in an object by the names of output layers.
final class CompilationReader {
    /// Names that mean another class for each kind of target, as Keras does it.
    private static final Set<String> ACCURACY = Set.of("accuracy", "acc");

    private static final Set<String> CROSSENTROPY = Set.of("crossentropy", "ce");

    /// Of one output, in each of two lists.
    private static final int MAX_METRICS = 64;

    private final Graph graph;

    private CompilationReader(Graph graph) {
        this.graph = graph;
    }

    /// Reads it; null if the model was not compiled, or without a loss.
    static @Nullable Compilation read(JsonNode config, Graph graph) throws ModelFileException {
        if (!config.isObject()
                || config.path("loss").isNull()
                || config.path("loss").isMissingNode()) {
            return null;
        }
        return new CompilationReader(graph).read(config);
    }

    private Compilation read(JsonNode config) throws ModelFileException {
        JsonNode optimizerJson = config.path("optimizer");
        Optimizer optimizer = optimizerJson.isMissingNode()
                ? Registry.OPTIMIZERS.get("rmsprop").prototype()
                : ConceptReader.optimizer(optimizerJson, "the optimizer");
        int outputs = graph.outputs().size();
        List<Loss> losses = new ArrayList<>();
        List<JsonNode> lossJson = perOutput(config.path("loss"), "loss");
        for (int i = 0; i < outputs; i++) {
            if (lossJson.get(i).isNull()) {
                throw new ModelFileException("output " + (i + 1) + " has no loss; Gradus needs one an output");
            }
            losses.add(loss(lossJson.get(i), shape(i)));
        }
        List<Double> weights = new ArrayList<>();
        for (JsonNode weight : perOutput(config.path("loss_weights"), "loss_weights")) {
            if (!weight.isNull() && !weight.isNumber()) {
                throw new ModelFileException("a loss weight must be a number, got " + Json.brief(weight));
            }
            weights.add(weight.isNull() ? 1 : weight.doubleValue());
        }
        List<List<JsonNode>> plain = metricsPerOutput(config.path("metrics"), "metrics");
        List<List<JsonNode>> weighted = metricsPerOutput(config.path("weighted_metrics"), "weighted_metrics");
        List<List<Metric>> metrics = new ArrayList<>();
        for (int i = 0; i < outputs; i++) {
            metrics.add(metrics(plain.get(i), weighted.get(i), losses.get(i), shape(i)));
        }
        return new Compilation(optimizer, losses, weights, metrics);
    }

    private static List<Metric> metrics(List<JsonNode> plain, List<JsonNode> weighted, Loss loss, Shape shape)
            throws ModelFileException {
        Map<String, Metric> metrics = new LinkedHashMap<>();
        for (JsonNode node : plain) {
            add(metric(node, loss, shape), metrics);
        }
        for (JsonNode node : weighted) {
            Metric metric = metric(node, loss, shape);
            boolean taken = metrics.containsKey(metric.name());
            add((taken ? metric.named("weighted_" + metric.name()) : metric).weighted(), metrics);
        }
        return List.copyOf(metrics.values());
    }

    /// Adds a metric, under the name that Keras's logs give to one that comes again: `auc`, `auc_1`, `auc_2`.
    private static void add(Metric metric, Map<String, Metric> metrics) {
        String name = metric.name();
        for (int again = 1; metrics.containsKey(name); again++) {
            name = metric.name() + "_" + again;
        }
        metrics.put(name, name.equals(metric.name()) ? metric : metric.named(name));
    }

    /// One node an output; null nodes where nothing is said.
    private List<JsonNode> perOutput(JsonNode value, String what) throws ModelFileException {
        int outputs = graph.outputs().size();
        List<JsonNode> found = new ArrayList<>();
        if (value.isArray()) {
            value.forEach(found::add);
        } else if (isByName(value)) {
            for (String name : graph.outputNames()) {
                found.add(value.path(name).isMissingNode() ? Json.NULL : value.path(name));
            }
        } else {
            for (int i = 0; i < outputs; i++) {
                found.add(value.isMissingNode() ? Json.NULL : value);
            }
        }
        if (found.size() != outputs) {
            throw new ModelFileException(
                    what + " has " + found.size() + " entries for a model with " + outputs + " outputs");
        }
        return found;
    }

    /// The metrics of each output. With one output all that is said is its own; with several, each has an entry.
    private List<List<JsonNode>> metricsPerOutput(JsonNode value, String what) throws ModelFileException {
        List<List<JsonNode>> metrics = new ArrayList<>();
        boolean listed = value.isArray() && !value.isEmpty() && value.get(0).isArray();
        if (graph.outputs().size() == 1 && !isByName(value) && !listed) {
            metrics.add(list(value));
            return metrics;
        }
        for (JsonNode entry :
                value.isArray() && value.isEmpty() ? perOutput(Json.NULL, what) : perOutput(value, what)) {
            metrics.add(list(entry));
        }
        return metrics;
    }

    /// Nothing, one or several.
    private static List<JsonNode> list(JsonNode value) throws ModelFileException {
        List<JsonNode> items = new ArrayList<>();
        if (value.size() > MAX_METRICS) {
            throw new ModelFileException(
                    "an output has at most " + MAX_METRICS + " metrics, this one has " + value.size());
        }
        if (value.isArray()) {
            value.forEach(items::add);
        } else if (!value.isNull() && !value.isMissingNode()) {
            items.add(value);
        }
        return items;
    }

    private static boolean isByName(JsonNode value) {
        return value.isObject() && value.path("class_name").isMissingNode();
    }

    private Shape shape(int output) {
        return graph.calls().get(graph.outputs().get(output)).shape();
    }

    /// Returns the arguments of a loss or metric without its axis, which must be the last one of the output.
    /// It stays, as -1, for a concept that can also be computed along all axes.
    private static JsonNode alongLastAxis(
            JsonNode config, Registry.@Nullable Entry<?> entry, Shape output, String where) throws ModelFileException {
        JsonNode given = config.path("axis");
        if (!(config instanceof ObjectNode object) || given.isMissingNode() || given.isNull()) {
            return config;
        }
        List<JsonNode> axes = ConceptReader.items(given);
        JsonNode axis = axes.size() == 1 ? axes.getFirst() : given;
        if (axis.asInt(0) != -1 && axis.asInt(0) != output.rank()) {
            throw new ModelFileException(where + " must be computed along the last axis of the output " + output
                    + " (-1), got axis " + Json.brief(axis) + ". In Keras, put a Permute layer before the output");
        }
        ObjectNode without = object.deepCopy();
        without.remove("axis");
        if (entry != null && Config.components(entry.type()).containsKey("axis")) {
            without.put("axis", -1);
        }
        return without;
    }

    private static Loss loss(JsonNode json, Shape output) throws ModelFileException {
        String name = ConceptReader.className(json, "the loss");
        if (json.isString() && CROSSENTROPY.contains(name)) {
            // Nothing in a file tells labels from one-hot rows; labels are what most data has.
            return Registry.LOSSES
                    .get(output.last() == 1 ? "BinaryCrossentropy" : "SparseCategoricalCrossentropy")
                    .prototype();
        }
        if (json instanceof ObjectNode object && object.path("config").isObject()) {
            JsonNode config = alongLastAxis(object.path("config"), Registry.LOSSES.find(name), output, "the loss");
            return ConceptReader.concept(Registry.LOSSES, object.deepCopy().set("config", config), "the loss");
        }
        return ConceptReader.concept(Registry.LOSSES, json, "the loss");
    }

    private static Metric metric(JsonNode json, Loss loss, Shape output) throws ModelFileException {
        String where = "a metric";
        String className = ConceptReader.className(json, where);
        int width = output.last();
        String target = width == 1 ? "Binary" : loss.targetWidth(width) == 1 ? "SparseCategorical" : "Categorical";
        String meant = className;
        if (json.isString() && ACCURACY.contains(className)) {
            meant = target + "Accuracy";
        } else if (json.isString() && CROSSENTROPY.contains(className)) {
            meant = target + "Crossentropy";
        }
        Registry.Entry<Metric> entry = Registry.METRICS.find(meant);
        JsonNode config = json.path("config").isObject()
                ? alongLastAxis(json.path("config"), entry, output, where)
                : Json.object();
        Registry.Entry<Loss> watched = WatchedLosses.lossOfMetric(meant);
        Metric metric;
        if (entry != null) {
            metric = ConceptReader.create(entry, config, Set.of(), where);
        } else if (meant.equals(WatchedLosses.LOSS_METRIC.registeredName())) {
            metric = ConceptReader.create(WatchedLosses.LOSS_METRIC, config, Set.of(), where);
        } else if (watched != null) {
            metric = new LossMetric(ConceptReader.create(watched, config, Set.of(), where));
        } else {
            throw new ModelFileException(where + ": " + Registry.METRICS.unknown(Json.shown(className)));
        }
        String name = config.path("name").asString(json.isString() ? className : metric.name());
        return name.equals(metric.name()) ? metric : metric.named(name);
    }
}
