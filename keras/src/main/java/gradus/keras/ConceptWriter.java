package gradus.keras;

import gradus.activations.Activation;
import gradus.layers.Normalization;
import gradus.layers.Tensor;
import gradus.layers.operations.Operation;
import gradus.losses.Loss;
import gradus.metrics.LossMetric;
import gradus.metrics.Metric;
import gradus.metrics.NamedMetric;
import gradus.metrics.WeightedMetric;
import gradus.optimizers.LossScaleOptimizer;
import gradus.optimizers.MultiOptimizer;
import gradus.optimizers.Optimizer;
import gradus.registry.ConceptProvider;
import gradus.registry.Config;
import gradus.registry.Registry;
import gradus.schedules.Constant;
import java.lang.reflect.Array;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Concepts as Keras's JSON: `{"module", "class_name", "config", "registered_name"}`, where `config` has the record's
/// components by Keras's names.
///
/// What Keras lacks gets the module `gradus` and the registered name `gradus>Name`, so that Keras refuses it by that
/// name, unless a Python class is registered under it. Only keys that Keras 3.0 knew are written, because Keras refuses
/// keys that it does not know: options that came later are written only where they are used.
final class ConceptWriter {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /// Names under which Keras up to 3.4 knows what newer versions know under both names.
    private static final Map<String, String> OLD_NAMES = Map.of("Orthogonal", "OrthogonalInitializer");

    /// Arguments that Keras has no null for: an older Keras does not know them, or they have another default there.
    private static final Set<String> ABSENT_IF_NULL = Set.of("gradient_accumulation_steps", "num_thresholds");

    private ConceptWriter() {}

    /// Any value that a component can have.
    static JsonNode value(@Nullable Object value) throws ModelFileException {
        return switch (value) {
            case null -> NODES.nullNode();
            case Boolean truth -> NODES.booleanNode(truth);
            case Integer number -> NODES.numberNode(number);
            case Long number -> NODES.numberNode(number);
            case Number number -> NODES.numberNode(number.doubleValue());
            case String text -> NODES.stringNode(text);
            case Enum<?> constant -> NODES.stringNode(constant.name().toLowerCase(Locale.ROOT));
            case Iterable<?> list -> list(list);
            case Tensor tensor -> TensorJson.write(tensor);
            case Operation operation -> concept(operation, Json.object());
            case Activation activation -> activation(activation);
            case Constant constant -> NODES.numberNode(constant.learningRate());
            case Metric metric -> metric(metric);
            case Optimizer optimizer -> optimizer(optimizer);
            default -> value.getClass().isArray() ? array(value) : concept(value, Json.object());
        };
    }

    /// A concept.
    ///
    /// @param config what comes before its own arguments
    static ObjectNode concept(Object value, ObjectNode config) throws ModelFileException {
        Registry.Entry<?> entry = entry(value);
        for (Map.Entry<String, @Nullable Object> component :
                Config.of((Record) value).entrySet()) {
            if (!LateArguments.isOff(entry, component)) {
                set(config, component);
            }
        }
        Categories.write(value, config);
        if (value instanceof Normalization normalization && normalization.axis() == null) {
            // Keras takes a list as one number a column, and wants a plain number where all columns are alike.
            for (String statistic : List.of("mean", "variance")) {
                if (config.path(statistic).size() == 1) {
                    config.set(statistic, config.path(statistic).get(0));
                }
            }
        }
        String module = entry.module();
        ObjectNode object = Json.object();
        object.put("module", module == null ? entry.owner() : module);
        object.put("class_name", module == null ? entry.registeredName() : oldName(entry));
        object.set("config", config);
        object.put("registered_name", module == null ? entry.registeredName() : null);
        return object;
    }

    private static void set(ObjectNode config, Map.Entry<String, @Nullable Object> argument) throws ModelFileException {
        if (argument.getValue() != null || !ABSENT_IF_NULL.contains(argument.getKey())) {
            config.set(argument.getKey(), value(argument.getValue()));
        }
    }

    private static String oldName(Registry.Entry<?> entry) {
        return OLD_NAMES.getOrDefault(entry.name(), entry.name());
    }

    /// An optimizer: the rule's arguments and what is done around it, in one config.
    private static ObjectNode optimizer(Optimizer optimizer) throws ModelFileException {
        ObjectNode config = Json.object();
        boolean madeOfOthers = optimizer instanceof MultiOptimizer || optimizer instanceof LossScaleOptimizer;
        if (!madeOfOthers) {
            for (Map.Entry<String, @Nullable Object> option :
                    Config.of(optimizer.options()).entrySet()) {
                set(config, option);
            }
        }
        ObjectNode written = concept(optimizer.rule(), config);
        OptimizerMaps.write(optimizer, config);
        return written;
    }

    /// A metric under its name in logs.
    private static ObjectNode metric(Metric metric) throws ModelFileException {
        ObjectNode config = Json.object();
        config.put("name", metric.name());
        Metric inner = metric;
        while (inner instanceof NamedMetric || inner instanceof WeightedMetric) {
            inner = inner instanceof NamedMetric named ? named.metric() : ((WeightedMetric) inner).metric();
        }
        return inner instanceof LossMetric watched ? lossMetric(watched.loss(), config) : concept(inner, config);
    }

    /// A loss that is watched: to Keras, where it has one, a metric of the same name, without a reduction.
    private static ObjectNode lossMetric(Loss loss, ObjectNode config) throws ModelFileException {
        ObjectNode lossObject = concept(loss, Json.object());
        String className =
                WatchedLosses.metricOfLoss(lossObject.path("class_name").stringValue());
        ObjectNode object = Json.object();
        if (className == null) {
            String own = WatchedLosses.LOSS_METRIC.registeredName();
            config.set("loss", lossObject);
            object.put("module", WatchedLosses.LOSS_METRIC.owner())
                    .put("class_name", own)
                    .put("registered_name", own);
        } else {
            config.setAll((ObjectNode) lossObject.path("config"));
            config.remove("reduction");
            object.put("module", "keras.metrics").put("class_name", className).putNull("registered_name");
        }
        object.set("config", config);
        return object;
    }

    /// Keras knows activations by name only, without arguments.
    private static JsonNode activation(Activation activation) throws ModelFileException {
        Registry.Entry<?> entry = entry(activation);
        if (entry.module() != null && entry.required() == 0 && entry.prototype().equals(activation)) {
            return NODES.stringNode(entry.name());
        }
        ObjectNode object = concept(activation, Json.object());
        object.put("module", entry.owner());
        object.put("class_name", entry.registeredName());
        object.put("registered_name", entry.registeredName());
        return object;
    }

    private static Registry.Entry<?> entry(Object value) throws ModelFileException {
        Registry<?> registry = Registry.of(value.getClass());
        Registry.Entry<?> entry = registry == null ? null : of(registry, value);
        if (entry == null) {
            throw new ModelFileException(value.getClass().getName() + " cannot be saved: "
                    + (registry == null
                            ? "no kind of concept that files can hold"
                            : "it is not registered as a " + registry.kind() + "; see "
                                    + ConceptProvider.class.getName()));
        }
        return entry;
    }

    private static <T> Registry.@Nullable Entry<T> of(Registry<T> registry, Object value) {
        return registry.of(registry.type().cast(value));
    }

    private static ArrayNode list(Iterable<?> values) throws ModelFileException {
        ArrayNode array = Json.array();
        for (Object value : values) {
            array.add(value(value));
        }
        return array;
    }

    private static ArrayNode array(Object values) throws ModelFileException {
        ArrayNode array = Json.array();
        for (int i = 0; i < Array.getLength(values); i++) {
            array.add(value(Array.get(values, i)));
        }
        return array;
    }
}
