package gradus.keras;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Masks in the JSON of a functional model. Keras writes the operations that compute them, `x != 0` of an embedding and
/// what follows from it, and gives the result to layers as `mask`. Since a graph knows by itself where masks go, both
/// are left out.
final class DerivedMasks {
    private static final String MASK = "mask";
    /// What Keras computes masks with; those after them that are taken from other values end there.
    private static final Set<String> STEPS = Set.of("Any", "ExpandDims", "LogicalOr", "Concatenate");
    private static final Set<String> ENDS = Set.of("ZerosLike", "OnesLike");

    private final JsonNode config;
    private final Map<String, JsonNode> layers = new HashMap<>();
    /// What is compared with which value by the layers that make masks.
    private final Set<String> made = new HashSet<>();
    /// Operations that masks are computed with, by name.
    private final Set<String> operations = new LinkedHashSet<>();

    private DerivedMasks(JsonNode config) {
        this.config = config;
        for (JsonNode layer : config.path("layers")) {
            layers.put(layer.path("name").asString(""), layer);
            collectMade(layer);
        }
    }

    /// Returns the config of a functional model without masks that Gradus derives.
    ///
    /// @throws ModelFileException if a mask is not one of those; the message names the layer
    static JsonNode leaveOut(JsonNode config) throws ModelFileException {
        return new DerivedMasks(config).leaveOut();
    }

    private JsonNode leaveOut() throws ModelFileException {
        for (JsonNode layer : config.path("layers")) {
            for (JsonNode call : layer.path("inbound_nodes")) {
                for (JsonNode place : Places.ofTensors(call.path("kwargs").path(MASK))) {
                    follow(place, "layer \"" + Json.shown(layer.path("name").asString("")) + "\"");
                }
            }
        }
        if (operations.isEmpty()) {
            return config;
        }
        ObjectNode copy = (ObjectNode) config.deepCopy();
        ArrayNode kept = copy.putArray("layers");
        Set<String> used = used();
        for (JsonNode layer : config.path("layers")) {
            if (used.contains(layer.path("name").asString(""))) {
                kept.add(withoutMasks(layer));
            }
        }
        return copy;
    }

    /// Notes the operations that a mask is computed with.
    private void follow(JsonNode mask, String user) throws ModelFileException {
        Deque<String> path = new ArrayDeque<>(List.of(mask.path(0).asString("")));
        while (!path.isEmpty()) {
            String name = path.pop();
            JsonNode operation = layers.getOrDefault(name, Json.object());
            String className = operation.path("class_name").asString("");
            boolean steps = STEPS.contains(className);
            if (!OperationJson.isOperation(operation) || !(steps || ENDS.contains(className) || isMade(operation))) {
                throw new ModelFileException(
                        user + " is called with a mask of its own, from layer \"" + Json.shown(name)
                                + "\", which Gradus cannot do; masks come from Masking and from Embedding with"
                                + " mask_zero");
            }
            if (operations.add(name) && steps) {
                Places.ofCalls(operation)
                        .forEach(place -> path.push(place.path(0).asString("")));
            }
        }
    }

    /// Whether an operation is that of a layer that makes a mask: `x != value` of what goes into the layer.
    private boolean isMade(JsonNode operation) {
        JsonNode arguments = operation.path("inbound_nodes").path(0).path("args");
        List<JsonNode> places = Places.ofTensors(arguments.path(0));
        return operation.path("class_name").asString("").equals("NotEqual")
                && places.size() == 1
                && made.contains(key(places.getFirst(), arguments.path(1).asDouble(Double.NaN)));
    }

    private static String key(JsonNode place, double missing) {
        return missing + " " + place;
    }

    /// Notes what layers make masks of.
    private void collectMade(JsonNode layer) {
        String className = layer.path("class_name").asString("");
        JsonNode given = layer.path("config");
        boolean embeds =
                className.equals("Embedding") && given.path("mask_zero").asBoolean(false);
        if (embeds || className.equals("Masking")) {
            double missing = embeds ? 0 : given.path("mask_value").asDouble(0);
            Places.ofCalls(layer).forEach(place -> made.add(key(place, missing)));
        }
    }

    /// The layers that are needed once no layer takes a mask.
    private Set<String> used() {
        Deque<String> path = new ArrayDeque<>();
        for (String part : new String[] {"input_layers", "output_layers"}) {
            Places.of(config.path(part))
                    .forEach(place -> path.push(place.path(0).asString("")));
        }
        layers.keySet().stream().filter(name -> !operations.contains(name)).forEach(path::push);
        Set<String> used = new HashSet<>();
        while (!path.isEmpty()) {
            String name = path.pop();
            if (used.add(name) && layers.containsKey(name)) {
                Places.ofCalls(withoutMasks(layers.get(name)))
                        .forEach(place -> path.push(place.path(0).asString("")));
            }
        }
        return used;
    }

    private static JsonNode withoutMasks(JsonNode layer) {
        JsonNode copy = layer.deepCopy();
        for (JsonNode call : copy.path("inbound_nodes")) {
            if (call.path("kwargs").has(MASK)) {
                ((ObjectNode) call.path("kwargs")).putNull(MASK);
            }
        }
        return copy;
    }
}
