package gradus.keras;

import gradus.activations.Activation;
import gradus.activations.Exponential;
import gradus.activations.Relu;
import gradus.activations.Tanh;
import gradus.layers.Tensor;
import gradus.layers.operations.Activate;
import gradus.layers.operations.Add;
import gradus.layers.operations.GetItem;
import gradus.layers.operations.Operation;
import gradus.registry.Config;
import gradus.registry.Registry;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Operations as Keras writes them among the layers of a graph: arguments in the config, operands in the call, where
/// constants stand among tensors.
final class OperationJson {
    private static final String OPS = "keras.src.ops.";
    private static final String ACTIVATIONS = "keras.src.activations.activations";
    private static final Set<String> ACTIVATION_KEYS = Set.of("name", "trainable", "axis");
    private static final Set<String> KNOWN = Set.of("name", "trainable", "initial");

    private OperationJson() {}

    /// Whether what stands among the layers is an operation.
    static boolean isOperation(JsonNode layer) {
        String module = layer.path("module").asString("");
        return module.startsWith(OPS) || module.equals(ACTIVATIONS);
    }

    /// An operation, with the constants of its calls.
    static Operation read(JsonNode layer, String where) throws ModelFileException {
        String className = Json.text(layer, "class_name", where);
        Registry.Entry<Operation> entry = Registry.OPERATIONS.find(className);
        JsonNode config = layer.path("config");
        if (entry == null) {
            Registry.Entry<Activation> activation =
                    Registry.ACTIVATIONS.find(className.equals("Exp") ? "exponential" : className);
            if (activation == null) {
                throw new ModelFileException(where + ": " + Registry.OPERATIONS.unknown(Json.shown(className)));
            }
            boolean last = config.path("axis").asInt(-1) == -1;
            if (!last) {
                throw new ModelFileException(where + " works along axis " + Json.brief(config.path("axis"))
                        + ", which Gradus cannot do in an operation; use a Softmax layer, or the last axis, -1");
            }
            return new Activate(ConceptReader.create(activation, config, ACTIVATION_KEYS, where));
        }
        Operation operation = null;
        for (JsonNode call : layer.path("inbound_nodes")) {
            Operation called = called(entry, config, call, where);
            if (operation != null && !operation.equals(called)) {
                throw new ModelFileException(where + " is applied twice, with other constants, which Gradus cannot do");
            }
            operation = called;
        }
        if (operation == null) {
            throw new ModelFileException(where + " is applied to nothing");
        }
        return operation;
    }

    private static Operation called(Registry.Entry<Operation> entry, JsonNode config, JsonNode call, String where)
            throws ModelFileException {
        ObjectNode arguments = Json.object();
        config.properties().forEach(property -> arguments.set(property.getKey(), property.getValue()));
        List<String> operands = operands(entry.type());
        JsonNode given = call.path("args");
        int truths = 0;
        for (int i = 0; i < operands.size(); i++) {
            JsonNode operand =
                    i < given.size() ? given.get(i) : call.path("kwargs").path(operands.get(i));
            if (!isTensor(operand)) {
                arguments.set(operands.get(i), operand);
            } else if (operand.path("config").path("dtype").asString("").equals("bool")) {
                truths++;
            }
        }
        if (truths == 2 && entry.prototype() instanceof Add) {
            throw new ModelFileException(where + " adds truth values, which is \"or\" in Keras; use LogicalOr");
        }
        if (entry.prototype() instanceof GetItem) {
            arguments.put(
                    "key",
                    key(given.size() > 1 ? given.get(1) : call.path("kwargs").path("key"), where));
        }
        if (!config.path("initial").isMissingNode() && !config.path("initial").isNull()) {
            throw new ModelFileException(where + " has an initial value, which Gradus cannot do");
        }
        return ConceptReader.create(entry, arguments, KNOWN, where);
    }

    /// The components that are operands: constants, or null for inputs.
    private static List<String> operands(Class<? extends Record> type) {
        List<String> operands = new ArrayList<>();
        for (Map.Entry<String, RecordComponent> component :
                Config.components(type).entrySet()) {
            if (component.getValue().getType() == Tensor.class) {
                operands.add(component.getKey());
            }
        }
        return operands;
    }

    private static boolean isTensor(JsonNode value) {
        return value.path("class_name").asString("").equals("__keras_tensor__");
    }

    /// A key as Keras writes it, in Python's notation.
    private static String key(JsonNode value, String where) throws ModelFileException {
        List<String> parts = new ArrayList<>();
        for (JsonNode part : value.isArray() ? value : Json.array().add(value)) {
            JsonNode slice = part.path("config");
            switch (part.path("class_name").asString("")) {
                case "__ellipsis__" -> parts.add("...");
                case "__slice__" -> {
                    String step = slice.path("step").isNull() ? "" : ":" + bound(slice.path("step"), where);
                    parts.add(bound(slice.path("start"), where) + ":" + bound(slice.path("stop"), where) + step);
                }
                default -> parts.add(part.isNull() ? "None" : bound(part, where));
            }
        }
        return String.join(",", parts);
    }

    private static String bound(JsonNode value, String where) throws ModelFileException {
        if (!value.isNull() && !value.canConvertToInt()) {
            throw new ModelFileException(where + ": slices must have whole numbers, got " + Json.brief(value));
        }
        return value.isNull() ? "" : Integer.toString(value.intValue());
    }

    /// An operation without its calls.
    ///
    /// @param name its name in the model
    static ObjectNode write(Operation operation, String name) throws ModelFileException {
        Record record = (Record) operation;
        Registry.Entry<Operation> entry = Registry.OPERATIONS.of(operation);
        String className = operation.className();
        String module = OPS + "nn";
        if (operation instanceof Activate activate) {
            record = (Record) activate.activation();
            Registry.Entry<Activation> activation = Registry.ACTIVATIONS.of(activate.activation());
            if (activation == null || activation.module() == null) {
                throw new ModelFileException("layer \"" + name + "\" cannot be saved: Keras has no operation "
                        + className + ". Use an Activation layer");
            }
            if (record instanceof Relu && !record.equals(new Relu())) {
                className = "ReLU";
                module = ACTIVATIONS;
            } else if (record instanceof Tanh || record instanceof Exponential) {
                module = OPS + "numpy";
            }
        } else if (entry == null || entry.module() == null) {
            throw new ModelFileException("layer \"" + name + "\" cannot be saved: " + className
                    + " is not an operation of Keras. Make it a layer of your own");
        } else {
            module = entry.module();
        }
        ObjectNode config = Json.object().put("name", name);
        for (Map.Entry<String, @Nullable Object> argument : arguments(record).entrySet()) {
            if (entry != null && LateArguments.isOff(entry, argument)) {
                continue;
            }
            boolean single = argument.getValue() instanceof List<?> list
                    && list.size() == 1
                    && !argument.getKey().equals("newshape");
            JsonNode value = ConceptWriter.value(argument.getValue());
            config.set(argument.getKey(), single ? value.get(0) : value);
        }
        ObjectNode object = Json.object().put("module", module).put("class_name", className);
        object.set("config", config);
        object.put("registered_name", className);
        return object;
    }

    /// The components that stand in the config.
    private static Map<String, @Nullable Object> arguments(Record record) {
        Map<String, @Nullable Object> arguments = new LinkedHashMap<>();
        List<String> operands = operands(record.getClass());
        // Relu here is the function with all arguments; Keras's operation of that name has none.
        boolean none = record instanceof GetItem || record.equals(new Relu());
        Config.of(record).forEach((key, value) -> {
            if (!none && !operands.contains(key)) {
                arguments.put(key, value);
            }
        });
        return arguments;
    }

    /// The arguments of a call.
    ///
    /// @param tensors the inputs
    static ArrayNode call(Operation operation, ArrayNode tensors) throws ModelFileException {
        Record record = (Record) operation;
        List<String> operands = operands(record.getClass());
        if (operation instanceof GetItem item) {
            return tensors.add(key(item.key()));
        }
        if (operands.isEmpty()) {
            return tensors.size() == 1 ? tensors : Json.array().add(tensors);
        }
        ArrayNode arguments = Json.array();
        int next = 0;
        for (String operand : operands) {
            Object constant = Config.of(record).get(operand);
            arguments.add(constant == null ? tensors.get(next++) : ConceptWriter.value(constant));
        }
        return arguments;
    }

    private static ArrayNode key(String key) {
        ArrayNode parts = Json.array();
        for (String part : key.split(",", -1)) {
            if (part.equals("...")) {
                parts.addObject().put("class_name", "__ellipsis__").putObject("config");
            } else if (part.equals("None")) {
                parts.addNull();
            } else if (part.contains(":")) {
                ObjectNode slice =
                        parts.addObject().put("class_name", "__slice__").putObject("config");
                String[] bounds = part.split(":", -1);
                List<String> names = List.of("start", "stop", "step");
                for (int i = 0; i < names.size(); i++) {
                    boolean given = i < bounds.length && !bounds[i].isEmpty();
                    slice.put(names.get(i), given ? Integer.valueOf(bounds[i]) : null);
                }
            } else {
                parts.add(Integer.parseInt(part));
            }
        }
        return parts;
    }
}
