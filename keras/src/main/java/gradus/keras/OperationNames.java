package gradus.keras;

import gradus.internal.Names;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Leaves out names that Keras gives itself: older versions, as 3.6, refuse a name where an operation has a
/// constructor of its own, be it for arguments or for none.
///
/// A name remains in the config if somebody chose it, if it names an output, by which losses are assigned, or if a name
/// that Keras chooses could be that of something else.
final class OperationNames {
    private OperationNames() {}

    /// @param layers the layers of a functional model
    /// @param outputs the names of those that are outputs
    static void leaveOut(ArrayNode layers, Set<String> outputs) {
        Map<String, ObjectNode> configs = new HashMap<>();
        Set<String> taken = new HashSet<>();
        for (JsonNode layer : layers) {
            String name = layer.path("name").asString("");
            String origin = origin(name);
            boolean chosen =
                    !origin.equals(Names.snakeCase(layer.path("class_name").asString("")));
            if (OperationJson.isOperation(layer) && !chosen && !outputs.contains(name)) {
                configs.put(name, (ObjectNode) layer.path("config"));
            } else {
                taken.add(origin);
            }
        }
        configs.forEach((name, config) -> {
            if (!taken.contains(origin(name))) {
                config.remove("name");
            }
        });
    }

    /// The name without the number that Keras appends.
    private static String origin(String name) {
        return name.replaceFirst("_\\d+$", "");
    }
}
