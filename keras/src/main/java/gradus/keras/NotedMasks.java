package gradus.keras;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Masks that Keras notes in the calls of a graph, although they follow from the layers: `not_equal(x, 0)` of an
/// `Embedding`, `any(not_equal(x, value))` of a `Masking`. Gradus computes them by itself, so that they are left out.
final class NotedMasks {
    private final JsonNode layers;

    NotedMasks(JsonNode layers) {
        this.layers = layers;
    }

    /// A call without its mask, if that is one of a layer.
    JsonNode without(JsonNode call) {
        String source = source(call.path("kwargs").path("mask"));
        if (source == null || !isOfLayer(named(source))) {
            return call;
        }
        ObjectNode changed = (ObjectNode) call.deepCopy();
        ((ObjectNode) changed.path("kwargs")).remove("mask");
        return changed;
    }

    private boolean isOfLayer(JsonNode operation) {
        String kind = operation.path("class_name").asString("");
        JsonNode arguments = arguments(operation);
        if (kind.equals("Any")) {
            String compared = source(arguments.path(0));
            JsonNode comparison = compared == null ? Json.NULL : named(compared);
            return comparison.path("class_name").asString("").equals("NotEqual")
                    && makes("Masking", "mask_value", arguments(comparison));
        }
        return kind.equals("NotEqual")
                && arguments.path(1).asDouble(1) == 0
                && makes("Embedding", "mask_zero", arguments);
    }

    /// Whether a layer compares the same tensor, with the same value.
    private boolean makes(String kind, String key, JsonNode comparison) {
        for (JsonNode layer : layers) {
            JsonNode value = layer.path("config").path(key);
            boolean same = value.isBoolean()
                    ? value.booleanValue()
                    : value.isNumber()
                            && value.doubleValue() == comparison.path(1).asDouble(Double.NaN);
            if (layer.path("class_name").asString("").equals(kind)
                    && same
                    && place(arguments(layer).path(0)).equals(place(comparison.path(0)))) {
                return true;
            }
        }
        return false;
    }

    private static JsonNode arguments(JsonNode layer) {
        return layer.path("inbound_nodes").path(0).path("args");
    }

    private static JsonNode place(JsonNode tensor) {
        return tensor.path("config").path("keras_history");
    }

    private static @Nullable String source(JsonNode tensor) {
        JsonNode name = place(tensor).path(0);
        return name.isString() ? name.stringValue() : null;
    }

    private JsonNode named(String name) {
        for (JsonNode layer : layers) {
            if (layer.path("name").asString("").equals(name)) {
                return layer;
            }
        }
        return Json.NULL;
    }
}
