package gradus.keras;

import gradus.training.Graph;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// Where the values of a graph come from, in Keras's JSON: places such as `["dense", 0, 0]`, which are layer, call and
/// output.
final class Places {
    private Places() {}

    /// The places in lists, objects, or alone, in the order of the file.
    static List<JsonNode> of(JsonNode value) {
        List<JsonNode> places = new ArrayList<>();
        collect(value, places);
        return places;
    }

    /// The keys of a functional model's inputs and outputs, where they are objects of places.
    static Graph.Keys keys(JsonNode config) {
        return new Graph.Keys(namesOf(config.path("input_layers")), namesOf(config.path("output_layers")));
    }

    private static List<String> namesOf(JsonNode value) {
        return value.isObject() && of(value).size() == value.size() ? List.copyOf(value.propertyNames()) : List.of();
    }

    /// The places that a call of a layer takes its inputs from, as Keras 3 writes it, or Keras 2: as a list.
    static List<JsonNode> ofCall(JsonNode call, String where) throws ModelFileException {
        List<JsonNode> places = new ArrayList<>();
        if (call.isArray()) {
            collect(call, places);
        } else {
            collectTensors(call.path("args"), places);
            for (Map.Entry<String, JsonNode> keyword : call.path("kwargs").properties()) {
                int before = places.size();
                collectTensors(keyword.getValue(), places);
                if (places.size() == before && !isOff(keyword.getValue())) {
                    throw new ModelFileException(where + " is called with " + keyword.getKey() + "="
                            + Json.brief(keyword.getValue()) + ", which Gradus cannot do");
                }
            }
        }
        if (places.isEmpty()) {
            throw new ModelFileException(where + " is applied to nothing");
        }
        return places;
    }

    /// The places in an argument of a call.
    static List<JsonNode> ofTensors(JsonNode value) {
        List<JsonNode> places = new ArrayList<>();
        collectTensors(value, places);
        return places;
    }

    /// The places that the calls of a layer take anything from.
    static List<JsonNode> ofCalls(JsonNode layer) {
        List<JsonNode> places = new ArrayList<>();
        for (JsonNode call : layer.path("inbound_nodes")) {
            collectTensors(call.path("args"), places);
            call.path("kwargs").forEach(argument -> collectTensors(argument, places));
        }
        return places;
    }

    /// Whether calls of layers are written as Keras 2 wrote them, as lists.
    static boolean areLegacy(JsonNode config) {
        for (JsonNode layer : config.path("layers")) {
            JsonNode calls = layer.path("inbound_nodes");
            if (!calls.isEmpty()) {
                return calls.get(0).isArray();
            }
        }
        return false;
    }

    private static void collect(JsonNode value, List<JsonNode> places) {
        if (value.isArray() && value.size() >= 3 && value.get(0).isString()) {
            places.add(value);
        } else if (value.isArray()) {
            value.forEach(item -> collect(item, places));
        } else if (value.isObject()) {
            value.forEach(item -> collect(item, places));
        }
    }

    private static void collectTensors(JsonNode value, List<JsonNode> places) {
        if (value.isArray()) {
            value.forEach(item -> collectTensors(item, places));
        } else if (value.path("class_name").asString("").equals("__keras_tensor__")) {
            places.add(value.path("config").path("keras_history"));
        }
    }

    /// Whether an argument asks for nothing: `null`, `false`, or one `null` a mask.
    private static boolean isOff(JsonNode value) {
        boolean off = value.isNull() || value.equals(Json.FALSE);
        if (value.isArray()) {
            off = true;
            for (JsonNode item : value) {
                off &= item.isNull();
            }
        }
        return off;
    }
}
