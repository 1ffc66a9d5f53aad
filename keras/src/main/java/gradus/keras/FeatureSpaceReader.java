package gradus.keras;

import gradus.data.DataType;
import gradus.layers.Feature;
import gradus.layers.FeatureCross;
import gradus.layers.FeatureSpace;
import gradus.layers.Layer;
import gradus.registry.Registry;
import gradus.training.Graph;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// Keras's `FeatureSpace` as a graph from raw columns.
final class FeatureSpaceReader {
    private static final Set<String> LAYER_KEYS = Set.of("name", "trainable", "dtype");

    private final Vocabularies vocabularies;
    private final Map<String, Integer> kinds = new HashMap<>();

    /// Where the file has the weights of layers, by their names in the graph.
    private final Map<String, String> groups = new HashMap<>();

    private FeatureSpaceReader(Vocabularies vocabularies) {
        this.vocabularies = vocabularies;
    }

    static GraphReader.Structure read(JsonNode model, Vocabularies vocabularies) throws ModelFileException {
        return new FeatureSpaceReader(vocabularies).structure(model.path("config"));
    }

    private GraphReader.Structure structure(JsonNode config) throws ModelFileException {
        Graph graph;
        try {
            FeatureSpace.Encoded encoded = space(config).encode();
            graph = Graph.of("feature_space", encoded.inputs(), encoded.outputs());
        } catch (IllegalArgumentException e) {
            throw new ModelFileException(String.valueOf(e.getMessage()), e);
        }
        List<Integer> order = new ArrayList<>();
        List<String> all = new ArrayList<>(Collections.nCopies(graph.layers().size(), ""));
        for (int i = 0; i < all.size(); i++) {
            order.add(i);
            all.set(i, groups.getOrDefault(graph.layers().get(i).name(), ""));
        }
        return new GraphReader.Structure(graph, new LayerGroups(order, all));
    }

    private FeatureSpace space(JsonNode config) throws ModelFileException {
        if (config.path("features").size() + config.path("crosses").size() > GraphReader.MAX_LAYERS) {
            throw new ModelFileException(
                    "the FeatureSpace has more than " + GraphReader.MAX_LAYERS + " features and crosses");
        }
        List<Feature> features = new ArrayList<>();
        for (Map.Entry<String, JsonNode> feature : config.path("features").properties()) {
            features.add(feature(feature.getKey(), feature.getValue().path("config")));
        }
        List<FeatureCross> crosses = new ArrayList<>();
        for (JsonNode given : config.path("crosses")) {
            JsonNode cross = given.path("config");
            List<String> names = new ArrayList<>();
            cross.path("feature_names").forEach(name -> names.add(name.asString("")));
            crosses.add(new FeatureCross(
                    names,
                    cross.path("crossing_dim").asInt(0),
                    output(cross, "cross \"" + Json.shown(names.toString()) + "\"")));
        }
        FeatureSpace space = new FeatureSpace(features, FeatureSpace.OutputMode.CONCAT, crosses);
        return space.outputMode(choice(FeatureSpace.OutputMode.values(), config, "the FeatureSpace"));
    }

    private Feature feature(String name, JsonNode feature) throws ModelFileException {
        String where = "feature \"" + Json.shown(name) + "\"";
        DataType type = DataTypes.ofInput(feature.path("dtype"), where);
        JsonNode preprocessor = feature.path("preprocessor");
        String className = Json.text(preprocessor, "class_name", where);
        Registry.Entry<Layer> entry = Registry.LAYERS.find(className);
        if (entry == null) {
            throw new ModelFileException(where + ": " + Registry.LAYERS.unknown(Json.shown(className)));
        }
        JsonNode arguments = preprocessor.path("config");
        DataTypes.ofLayer(entry.type(), arguments.path("dtype"), where);
        Layer made = ConceptReader.create(entry, arguments, LAYER_KEYS, where);
        String group = group(made, kinds);
        groups.put(FeatureSpace.preprocessorName(name), group);
        return new Feature(name, type, vocabularies.complete(made, group, where), output(feature, where));
    }

    /// Where a file has a preprocessor: layers of a kind are counted.
    static String group(Layer layer, Map<String, Integer> kinds) {
        int count = kinds.merge(layer.defaultName(), 1, Integer::sum) - 1;
        return "preprocessors/" + layer.defaultName() + (count == 0 ? "" : "_" + count);
    }

    private static Feature.Output output(JsonNode part, String where) throws ModelFileException {
        return choice(Feature.Output.values(), part, where);
    }

    private static <T extends Enum<T>> T choice(T[] choices, JsonNode given, String where) throws ModelFileException {
        String mode = Json.text(given, "output_mode", where);
        for (T choice : choices) {
            if (choice.name().toLowerCase(Locale.ROOT).equals(mode)) {
                return choice;
            }
        }
        throw new ModelFileException("the output_mode of " + where + " must be one of "
                + String.join(
                        ", ",
                        Stream.of(choices)
                                .map(choice -> choice.name().toLowerCase(Locale.ROOT))
                                .toList())
                + ", got " + Json.shown(mode));
    }
}
