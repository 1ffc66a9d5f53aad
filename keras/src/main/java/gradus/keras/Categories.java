package gradus.keras;

import gradus.layers.CategoryEncoding;
import gradus.layers.Discretization;
import gradus.layers.HashedCrossing;
import gradus.layers.Hashing;
import gradus.layers.Layer;
import gradus.layers.LookupLayer;
import gradus.layers.SpatialDropout1D;
import gradus.layers.TextLayer;
import gradus.registry.Registry;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Where the JSON of layers of categories differs from that of other layers.
final class Categories {
    /// Layers that Keras does not make from a config that says whether they are trained.
    private static final Set<Class<? extends Layer>> WITHOUT_TRAINABLE =
            Set.of(Discretization.class, HashedCrossing.class, SpatialDropout1D.class);

    private Categories() {}

    /// A config by the names and types of the record.
    static JsonNode read(Registry.Entry<?> entry, JsonNode config, String where) throws ModelFileException {
        if (LookupLayer.class.isAssignableFrom(entry.type())
                && config.path("vocabulary").isString()) {
            throw new ModelFileException(where + " names a file of its vocabulary, "
                    + Json.brief(config.path("vocabulary")) + "; files outside of the model are not read");
        }
        JsonNode mask = config.path("mask_value");
        if (entry.type() == Hashing.class && mask.isIntegralNumber()) {
            return ((ObjectNode) config.deepCopy()).put("mask_value", mask.asString());
        }
        return config;
    }

    /// Changes the config of a concept to what Keras expects.
    static void write(Object value, ObjectNode config) {
        if (value instanceof Hashing hashing) {
            String mask = hashing.maskValue();
            if (mask != null && mask.matches("-?\\d{1,9}")) {
                config.put("mask_value", Integer.parseInt(mask));
            }
        }
    }

    /// What comes before a layer's own arguments.
    static ObjectNode general(String name, boolean trainable, Layer layer) {
        ObjectNode config = Json.object();
        config.put("name", name);
        if (!WITHOUT_TRAINABLE.contains(layer.getClass())) {
            config.put("trainable", trainable);
        }
        boolean indices = layer instanceof Hashing || layer instanceof HashedCrossing;
        return config.put("dtype", indices ? ((TextLayer) layer).outputType().kerasName() : "float32");
    }

    /// The keyword of a layer's second input, or null if inputs are a list.
    static @Nullable String keyword(Layer layer) {
        return layer instanceof CategoryEncoding ? "count_weights" : null;
    }
}
