package gradus.keras;

import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Configs of Keras 1 and 2 in the words of Keras 3.
final class LegacyConfig {
    /// Of optimizers.
    private static final List<String> GONE = List.of("is_legacy_optimizer", "jit_compile", "batch_input_shape");

    /// Arguments of layers in Keras 1. Other layers have none of these names.
    private static final Map<String, String> RENAMED = Map.of(
            "output_dim", "units",
            "init", "kernel_initializer",
            "bias", "use_bias",
            "W_regularizer", "kernel_regularizer",
            "b_regularizer", "bias_regularizer",
            "W_constraint", "kernel_constraint",
            "b_constraint", "bias_constraint",
            "gamma_init", "gamma_initializer",
            "beta_init", "beta_initializer",
            "input_dtype", "dtype");

    private static final Map<String, String> INITIALIZERS = Map.of(
            "uniform", "random_uniform",
            "normal", "random_normal",
            "zero", "zeros",
            "one", "ones");

    /// How Keras 1 merges, which is one layer with a mode there.
    private static final Map<String, String> MERGES = Map.of(
            "sum", "Add",
            "mul", "Multiply",
            "ave", "Average",
            "max", "Maximum",
            "concat", "Concatenate");

    private static final Set<String> DROPOUTS = Set.of("Dropout", "GaussianDropout", "AlphaDropout");

    private LegacyConfig() {}

    /// A model with its layers.
    static JsonNode model(JsonNode config) {
        JsonNode copy = config.deepCopy();
        layers(copy);
        return copy;
    }

    private static void layers(JsonNode model) {
        // A chain is a list of its layers up to Keras 2.2.2.
        if (model instanceof ObjectNode object && object.path("config") instanceof ArrayNode list) {
            object.putObject("config").set("layers", list);
        }
        boolean chain = model.path("class_name").asString("").equals("Sequential");
        for (JsonNode layer : model.path("config").path("layers")) {
            layers(layer);
            if (layer instanceof ObjectNode object && layer.path("config") instanceof ObjectNode arguments) {
                layer(object, arguments);
                shape(object, arguments, chain);
            }
        }
    }

    private static void layer(ObjectNode layer, ObjectNode arguments) {
        String className = layer.path("class_name").asString("");
        RENAMED.forEach((from, to) -> rename(arguments, from, to));
        arguments.remove("input_dim");
        if (DROPOUTS.contains(className)) {
            rename(arguments, "p", "rate");
        } else if (className.equals("LeakyReLU")) {
            rename(arguments, "alpha", "negative_slope");
        } else if (className.equals("GaussianNoise")) {
            rename(arguments, "sigma", "stddev");
        } else if (className.equals("BatchNormalization")
                && arguments.path("mode").asInt(1) == 0) {
            arguments.remove("mode");
        } else if (className.equals("Merge")) {
            merge(layer, arguments);
        }
        for (Map.Entry<String, JsonNode> argument :
                List.copyOf(arguments.deepCopy().properties())) {
            arguments.set(argument.getKey(), concept(argument.getKey(), argument.getValue()));
        }
    }

    private static void merge(ObjectNode layer, ObjectNode arguments) {
        String merged = MERGES.get(arguments.path("mode").asString(""));
        if (merged != null) {
            layer.put("class_name", merged);
            JsonNode axis = arguments.path("concat_axis");
            arguments.retain("name", "trainable");
            if (merged.equals("Concatenate") && axis.isNumber()) {
                arguments.set("axis", axis);
            }
        }
    }

    /// An argument as a concept of Keras 3: Keras 1 has other names of initializers, and regularizers and constraints
    /// with their names among their numbers.
    private static JsonNode concept(String key, JsonNode value) {
        if (key.endsWith("_initializer") && value.isString()) {
            return Json.object().stringNode(INITIALIZERS.getOrDefault(value.stringValue(), value.stringValue()));
        }
        boolean old = (key.endsWith("_regularizer") || key.endsWith("_constraint"))
                && value.path("name").isString()
                && value.path("class_name").isMissingNode();
        if (!old) {
            return value;
        }
        ObjectNode numbers = ((ObjectNode) value).deepCopy();
        numbers.remove("name");
        rename(numbers, "m", "max_value");
        String name = value.path("name").stringValue();
        ObjectNode concept = Json.object();
        concept.put("class_name", key.endsWith("_regularizer") ? "L1L2" : name);
        concept.set("config", numbers);
        return concept;
    }

    /// A chain may keep its input shape with its first layer; GraphReader looks for it beside the arguments.
    private static void shape(ObjectNode layer, ObjectNode arguments, boolean chain) {
        if (layer.path("class_name").asString("").equals("InputLayer")) {
            return;
        }
        JsonNode shape = arguments.path("batch_input_shape");
        if (chain && shape.isArray()) {
            layer.putObject("build_config").set("input_shape", shape);
        }
        arguments.remove("batch_input_shape");
    }

    private static void rename(ObjectNode object, String from, String to) {
        JsonNode value = object.path(from);
        if (!value.isMissingNode()) {
            object.remove(from);
            if (object.path(to).isMissingNode()) {
                object.set(to, value);
            }
        }
    }

    /// What a whole-model `.h5` says of training.
    static JsonNode training(JsonNode training) {
        ObjectNode config = Json.object();
        for (String key : List.of("loss", "loss_weights", "metrics", "weighted_metrics")) {
            if (!training.path(key).isMissingNode()) {
                config.set(key, functions(training.path(key)));
            }
        }
        JsonNode optimizer = training.path("optimizer_config");
        if (optimizer.isObject()) {
            config.set("optimizer", optimizer(optimizer));
        }
        return config;
    }

    /// What a `.keras` file of Keras 2 says of training.
    static JsonNode compilation(JsonNode compilation) {
        JsonNode copy = compilation.deepCopy();
        if (copy instanceof ObjectNode object && object.path("optimizer").isObject()) {
            object.set("optimizer", optimizer(object.path("optimizer")));
        }
        return copy;
    }

    private static JsonNode optimizer(JsonNode optimizer) {
        ObjectNode object = (ObjectNode) optimizer.deepCopy();
        String className = object.path("class_name").asString("");
        object.put("class_name", className.replaceFirst("^Custom>", ""));
        if (object.path("config") instanceof ObjectNode arguments) {
            GONE.forEach(arguments::remove);
            if (arguments.path("decay").asDouble(1) == 0) {
                arguments.remove("decay");
            }
            rename(arguments, "lr", "learning_rate");
        }
        return object;
    }

    /// Metrics that are functions, which Keras 2 wraps, as their names.
    private static JsonNode functions(JsonNode value) {
        if (value.isArray()) {
            ArrayNode array = Json.array();
            value.forEach(item -> array.add(functions(item)));
            return array;
        }
        JsonNode function = value.path("config").path("fn");
        return value.path("class_name").asString("").equals("MeanMetricWrapper") && function.isString()
                ? function
                : value;
    }
}
