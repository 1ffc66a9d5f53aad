package gradus.keras;

import gradus.data.DataType;
import gradus.data.Shape;
import gradus.layers.CategoryEncoding;
import gradus.layers.Concatenate;
import gradus.layers.Discretization;
import gradus.layers.HashedCrossing;
import gradus.layers.Hashing;
import gradus.layers.Identity;
import gradus.layers.Input;
import gradus.layers.Layer;
import gradus.layers.LookupLayer;
import gradus.layers.NamedLayer;
import gradus.layers.Node;
import gradus.registry.Registry;
import gradus.training.Graph;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/// Keras's `FeatureSpace` as a graph from raw columns: an input and a preprocessing layer for each feature, hashed
/// crossings, encodings of what are indices, and one vector of all; or, in the output mode `dict`, an output for each,
/// sorted by name.
final class FeatureSpaceReader {
    private static final int MAX_FEATURES = 2048;
    private static final Set<String> LAYER_KEYS = Set.of("name", "trainable", "dtype");

    private final JsonNode config;
    private final Vocabularies vocabularies;
    private final List<Input> inputs = new ArrayList<>();
    private final Map<String, Node> values = new LinkedHashMap<>();
    private final Map<String, Integer> kinds = new HashMap<>();

    /// Where the file has the weights of layers, by their names.
    private final Map<String, String> groups = new HashMap<>();

    /// How many indices there are, for features that are to be encoded.
    private final Map<String, Integer> depths = new HashMap<>();

    private FeatureSpaceReader(JsonNode config, Vocabularies vocabularies) {
        this.config = config;
        this.vocabularies = vocabularies;
    }

    static GraphReader.Structure read(JsonNode model, Vocabularies vocabularies) throws ModelFileException {
        return new FeatureSpaceReader(model.path("config"), vocabularies).structure();
    }

    private GraphReader.Structure structure() throws ModelFileException {
        JsonNode features = config.path("features");
        JsonNode crosses = config.path("crosses");
        if (!features.isObject() || features.isEmpty() || features.size() + crosses.size() > MAX_FEATURES) {
            throw new ModelFileException(
                    "a FeatureSpace must have from 1 to " + MAX_FEATURES + " features, got " + Json.brief(features));
        }
        for (Map.Entry<String, JsonNode> feature : features.properties()) {
            addFeature(feature.getKey(), feature.getValue().path("config"));
        }
        // Crossings take the features as they are preprocessed.
        Map<String, Node> crossed = new TreeMap<>();
        for (JsonNode cross : crosses) {
            addCross(cross.path("config"), crossed);
        }
        Map<String, Node> encoded = new LinkedHashMap<>();
        for (Map.Entry<String, Node> value : new TreeMap<>(values).entrySet()) {
            encoded.put(value.getKey(), encoded(value.getKey(), value.getValue()));
        }
        for (Map.Entry<String, Node> value : crossed.entrySet()) {
            encoded.put(value.getKey(), encoded(value.getKey(), value.getValue()));
        }
        Graph graph = Graph.of("feature_space", inputs, outputs(encoded));
        List<Integer> order = new ArrayList<>();
        List<String> all = new ArrayList<>(Collections.nCopies(graph.layers().size(), ""));
        for (int i = 0; i < all.size(); i++) {
            order.add(i);
            all.set(i, groups.getOrDefault(graph.layers().get(i).name(), ""));
        }
        return new GraphReader.Structure(graph, new LayerGroups(order, all));
    }

    private List<Node> outputs(Map<String, Node> encoded) throws ModelFileException {
        String mode = Json.text(config, "output_mode", "the FeatureSpace");
        if (mode.equals("dict")) {
            return List.copyOf(new TreeMap<>(encoded).values());
        } else if (!mode.equals("concat")) {
            throw new ModelFileException(
                    "the output_mode of a FeatureSpace must be concat or dict, got " + Json.shown(mode));
        }
        Node[] nodes = encoded.values().toArray(Node[]::new);
        return List.of(nodes.length == 1 ? new Identity().apply(nodes) : new Concatenate().apply(nodes));
    }

    private void addFeature(String name, JsonNode feature) throws ModelFileException {
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
        int count = kinds.merge(made.defaultName(), 1, Integer::sum) - 1;
        String group = "preprocessors/" + made.defaultName() + (count == 0 ? "" : "_" + count);
        Layer layer = vocabularies.complete(made, group, where);
        String layerName = arguments.path("name").asString(name + "_preprocessor");
        groups.put(layerName, group);
        Input input = new Input(Shape.of(1), name, type);
        inputs.add(input);
        values.put(name, applied(new NamedLayer(layerName, true, layer), List.of(input), where));
        if (Json.text(feature, "output_mode", where).equals("one_hot")) {
            depths.put(name, depth(layer, where));
        }
    }

    /// The number of indices that a layer gives.
    private static int depth(Layer layer, String where) throws ModelFileException {
        return switch (layer) {
            case LookupLayer lookup -> {
                if (lookup.vocabularyLines() == null) {
                    throw new ModelFileException(where + " has no vocabulary; adapt the FeatureSpace before saving it");
                }
                yield lookup.vocabularySize();
            }
            case CategoryEncoding encoding -> encoding.numTokens();
            case Discretization bins -> {
                List<Double> boundaries = bins.binBoundaries();
                Integer count = bins.numBins();
                yield count != null ? count : boundaries == null ? 0 : boundaries.size() + 1;
            }
            case Hashing hashing -> hashing.numBins();
            default -> throw new ModelFileException(where + " cannot be one-hot encoded after " + layer.className());
        };
    }

    private void addCross(JsonNode cross, Map<String, Node> crossed) throws ModelFileException {
        List<String> names = new ArrayList<>();
        List<Node> nodes = new ArrayList<>();
        for (JsonNode feature : cross.path("feature_names")) {
            String name = feature.asString("");
            Node node = values.get(name);
            if (node == null) {
                throw new ModelFileException(
                        "a cross names the feature \"" + Json.shown(name) + "\", which is not there");
            }
            names.add(name);
            nodes.add(node);
        }
        String name = String.join("_X_", names);
        String where = "cross \"" + Json.shown(name) + "\"";
        int bins = cross.path("crossing_dim").asInt(0);
        try {
            crossed.put(name, applied(new HashedCrossing(bins).named(name), nodes, where));
        } catch (IllegalArgumentException e) {
            throw new ModelFileException(where + ": " + e.getMessage(), e);
        }
        if (Json.text(cross, "output_mode", where).equals("one_hot")) {
            depths.put(name, bins);
        }
    }

    private Node encoded(String name, Node value) throws ModelFileException {
        Integer depth = depths.get(name);
        if (depth == null) {
            return value;
        }
        String where = "feature \"" + Json.shown(name) + "\"";
        try {
            return applied(new CategoryEncoding(depth), List.of(value), where);
        } catch (IllegalArgumentException e) {
            throw new ModelFileException(where + ": " + e.getMessage(), e);
        }
    }

    private static Node applied(Layer layer, List<Node> nodes, String where) throws ModelFileException {
        try {
            return layer.apply(nodes.toArray(Node[]::new));
        } catch (IllegalArgumentException e) {
            throw new ModelFileException(where + ": " + e.getMessage(), e);
        }
    }
}
