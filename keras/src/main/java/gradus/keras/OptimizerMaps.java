package gradus.keras;

import gradus.optimizers.MultiOptimizer;
import gradus.optimizers.Optimizer;
import gradus.registry.Registry;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The JSON of Keras's `OptimizerMap`, in which a `MultiOptimizer` has its optimizers, as the components of
/// [MultiOptimizer].
final class OptimizerMaps {
    private static final String MAP = "optimizer_map";
    private static final String CLASS = "OptimizerMap";
    private static final String DEFAULT = "default_optimizer";
    private static final String PATTERNS = "patterns";
    private static final String OPTIMIZERS = "optimizers";

    private OptimizerMaps() {}

    /// A config by the names and types of the record.
    static JsonNode read(Registry.Entry<Optimizer> entry, JsonNode config, String where) throws ModelFileException {
        if (entry.type() != MultiOptimizer.class || !(config instanceof ObjectNode object)) {
            return config;
        }
        JsonNode map = config.path(MAP);
        if (map.isMissingNode()) {
            return config;
        }
        if (!map.path("class_name").asString("").equals(CLASS)
                || !map.path("config").isObject()) {
            throw new ModelFileException(where + ": " + MAP + " must be an " + CLASS + ", got " + Json.brief(map)
                    + "; a function that chooses optimizers is Python code, which Gradus never runs");
        }
        ObjectNode components = object.deepCopy();
        components.remove(MAP);
        components.set(DEFAULT, map.path("config").path(DEFAULT));
        ArrayNode patterns = components.putArray(PATTERNS);
        ArrayNode optimizers = components.putArray(OPTIMIZERS);
        for (Map.Entry<String, JsonNode> part : map.path("config").path(MAP).properties()) {
            patterns.add(part.getKey());
            optimizers.add(part.getValue());
        }
        return components;
    }

    /// Changes the config of an optimizer to what Keras expects.
    static void write(Optimizer optimizer, ObjectNode config) {
        if (!(optimizer instanceof MultiOptimizer multi)) {
            return;
        }
        JsonNode optimizers = config.remove(OPTIMIZERS);
        config.remove(PATTERNS);
        ObjectNode map = Json.object();
        for (int i = 0; i < optimizers.size(); i++) {
            map.set(multi.patterns().get(i), optimizers.get(i));
        }
        ObjectNode inner = Json.object();
        inner.set(DEFAULT, config.remove(DEFAULT));
        inner.set(MAP, map);
        config.putObject(MAP)
                .put("module", "keras.optimizers")
                .put("class_name", CLASS)
                .putNull("registered_name")
                .set("config", inner);
    }
}
