package gradus.keras;

import gradus.data.Shape;
import gradus.layers.Input;
import gradus.layers.Layer;
import gradus.layers.NamedLayer;
import gradus.layers.Node;
import gradus.registry.Registry;
import gradus.training.Graph;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The JSON of Keras's `Sequential` or `Functional` as a graph. At most 4,096 layers.
final class GraphReader {
    private static final int MAX_LAYERS = 4096;
    private static final Set<String> LAYER_KEYS = Set.of("name", "trainable", "dtype");

    private final JsonNode model;
    private final JsonNode config;
    private final boolean trainable;

    /// Layers by their names, in the order of the file.
    private final Map<String, Layer> layers = new LinkedHashMap<>();

    private GraphReader(JsonNode model) {
        this.model = model;
        config = model.path("config");
        trainable = config.path("trainable").asBoolean(true);
    }

    /// A graph as a file has it.
    ///
    /// @param order indices of its layers, in the file's order
    record Structure(Graph graph, List<Integer> order) {}

    /// Reads a model.
    static Structure read(JsonNode model) throws ModelFileException {
        String className = Json.text(model, "class_name", "config.json");
        GraphReader reader = new GraphReader(model);
        if (reader.config.path("layers").size() > MAX_LAYERS) {
            throw new ModelFileException("the model has more than " + MAX_LAYERS + " layers");
        }
        Graph graph =
                switch (className) {
                    case "Sequential" -> reader.sequential();
                    case "Functional", "Model" -> reader.functional();
                    default ->
                        throw new ModelFileException("the model is of the class \"" + className
                                + "\"; only Sequential and Functional models can be read");
                };
        List<Integer> order = new ArrayList<>();
        if (graph.sequential()) {
            return new Structure(graph, LayerOrder.of(graph));
        }
        Set<String> used = new HashSet<>();
        graph.layers().forEach(entry -> used.add(entry.name()));
        for (String name : reader.layers.keySet()) {
            // What no output needs is no part of the graph.
            if (used.contains(name)) {
                order.add(graph.indexOf(name));
            }
        }
        return new Structure(graph, order);
    }

    private Graph sequential() throws ModelFileException {
        List<Layer> chain = new ArrayList<>();
        JsonNode list = config.path("layers");
        if (list.isEmpty()) {
            throw new ModelFileException("the model has no layers");
        }
        String firstClass = ConceptReader.className(list.get(0), "the first layer");
        if (!firstClass.equals("InputLayer")) {
            chain.add(new Input(inputShape(list.get(0))));
        }
        for (JsonNode layer : list) {
            chain.add(layer(layer));
        }
        return Graph.chain(config.path("name").asString("sequential"), chain);
    }

    /// The shape of rows where a chain names no input: Keras keeps it at one of three places.
    private Shape inputShape(JsonNode firstLayer) throws ModelFileException {
        for (JsonNode shape : List.of(
                config.path("build_input_shape"),
                model.path("build_config").path("input_shape"),
                firstLayer.path("build_config").path("input_shape"),
                firstLayer.path("config").path("batch_input_shape"))) {
            if (shape.isArray()) {
                return shape(shape, "the input shape");
            }
        }
        throw new ModelFileException("the model was saved before it was built: it has no input shape. Call"
                + " model.build or predict before saving");
    }

    private Graph functional() throws ModelFileException {
        Map<String, List<JsonNode>> waiting = new LinkedHashMap<>();
        Map<String, @Nullable Node[]> nodes = new LinkedHashMap<>();
        for (JsonNode json : config.path("layers")) {
            Layer layer = layer(json);
            String name = nameOf(json);
            if (name.isEmpty()) {
                throw new ModelFileException("a layer of a Functional model has no name: " + Json.brief(json));
            }
            List<JsonNode> calls = new ArrayList<>();
            json.path("inbound_nodes").forEach(calls::add);
            if (layer instanceof Input input) {
                nodes.put(name, new Node[] {input});
            } else {
                waiting.put(name, calls);
                nodes.put(name, new Node[calls.size()]);
            }
        }
        resolve(waiting, nodes);
        List<Input> inputs = new ArrayList<>();
        for (Node node : places(config.path("input_layers"), nodes, "input_layers")) {
            if (!(node instanceof Input input)) {
                throw new ModelFileException("input_layers names a layer that is no InputLayer");
            }
            inputs.add(input);
        }
        return Graph.of(
                config.path("name").asString("functional"),
                inputs,
                places(config.path("output_layers"), nodes, "output_layers"));
    }

    /// Applies layers to what is there, until all are applied.
    private void resolve(Map<String, List<JsonNode>> waiting, Map<String, @Nullable Node[]> nodes)
            throws ModelFileException {
        boolean progress = true;
        while (progress && !waiting.isEmpty()) {
            progress = false;
            for (String name : List.copyOf(waiting.keySet())) {
                List<JsonNode> calls = waiting.getOrDefault(name, List.of());
                @Nullable Node[] made = nodes.getOrDefault(name, new Node[0]);
                boolean complete = true;
                for (int i = 0; i < made.length; i++) {
                    if (made[i] == null) {
                        List<Node> inputs = arguments(calls.get(i), nodes, "layer \"" + name + "\"");
                        if (inputs == null) {
                            complete = false;
                        } else {
                            made[i] = apply(name, inputs);
                            progress = true;
                        }
                    }
                }
                if (complete) {
                    waiting.remove(name);
                }
            }
        }
        if (!waiting.isEmpty()) {
            throw new ModelFileException("the graph has a cycle, or inputs that nothing makes, at the layers "
                    + String.join(", ", waiting.keySet().stream().limit(10).toList()));
        }
    }

    private Node apply(String name, List<Node> inputs) throws ModelFileException {
        Layer layer = layers.get(name);
        if (layer == null) {
            throw new ModelFileException("there is no layer \"" + name + "\"");
        }
        try {
            return layer.apply(inputs.toArray(Node[]::new));
        } catch (IllegalArgumentException e) {
            throw new ModelFileException("layer \"" + name + "\": " + e.getMessage(), e);
        }
    }

    /// What a layer is applied to, or null if some of it is not made yet.
    private static @Nullable List<Node> arguments(JsonNode call, Map<String, @Nullable Node[]> nodes, String where)
            throws ModelFileException {
        List<JsonNode> places = new ArrayList<>();
        if (call.isArray()) {
            collectPlaces(call, places);
        } else {
            collectTensors(call.path("args"), places);
            for (Map.Entry<String, JsonNode> keyword : call.path("kwargs").properties()) {
                int before = places.size();
                collectTensors(keyword.getValue(), places);
                boolean off = keyword.getValue().isNull() || keyword.getValue().equals(Json.FALSE);
                if (places.size() == before && !off) {
                    throw new ModelFileException(where + " is called with " + keyword.getKey() + "="
                            + Json.brief(keyword.getValue()) + ", which Gradus cannot do");
                }
            }
        }
        if (places.isEmpty()) {
            throw new ModelFileException(where + " is applied to nothing");
        }
        List<Node> inputs = new ArrayList<>();
        for (JsonNode place : places) {
            Node node = at(place, nodes, where);
            if (node == null) {
                return null;
            }
            inputs.add(node);
        }
        return inputs;
    }

    private static void collectTensors(JsonNode value, List<JsonNode> places) {
        if (value.isArray()) {
            value.forEach(item -> collectTensors(item, places));
        } else if (value.path("class_name").asString("").equals("__keras_tensor__")) {
            places.add(value.path("config").path("keras_history"));
        }
    }

    /// Places such as `["dense", 0, 0]` in lists, objects, or alone.
    private static void collectPlaces(JsonNode value, List<JsonNode> places) {
        if (value.isArray() && value.size() >= 3 && value.get(0).isString()) {
            places.add(value);
        } else if (value.isArray()) {
            value.forEach(item -> collectPlaces(item, places));
        } else if (value.isObject()) {
            // Keras flattens by sorted keys.
            new TreeSet<>(value.propertyNames()).forEach(key -> collectPlaces(value.path(key), places));
        }
    }

    private static List<Node> places(JsonNode value, Map<String, @Nullable Node[]> nodes, String where)
            throws ModelFileException {
        List<JsonNode> places = new ArrayList<>();
        collectPlaces(value, places);
        List<Node> found = new ArrayList<>();
        for (JsonNode place : places) {
            Node node = at(place, nodes, where);
            if (node != null) {
                found.add(node);
            }
        }
        if (found.isEmpty()) {
            throw new ModelFileException("the model has no " + where);
        }
        return found;
    }

    private static @Nullable Node at(JsonNode place, Map<String, @Nullable Node[]> nodes, String where)
            throws ModelFileException {
        @Nullable Node[] made = nodes.get(place.path(0).asString(""));
        int call = place.path(1).asInt(-1);
        if (made == null || call < 0 || call >= made.length || place.path(2).asInt(-1) != 0) {
            throw new ModelFileException(where + " refers to " + Json.brief(place) + ", which does not exist");
        }
        return made[call];
    }

    private Layer layer(JsonNode json) throws ModelFileException {
        String className = Json.text(json, "class_name", "a layer");
        JsonNode arguments = json.path("config");
        String name = nameOf(json);
        String where = "layer \"" + (name.length() <= 80 ? name : name.substring(0, 77) + "...") + "\"";
        checkType(arguments.path("dtype"), where);
        Layer layer;
        if (className.equals("InputLayer")) {
            JsonNode shape = arguments.path("batch_shape");
            layer = new Input(
                    shape(shape.isMissingNode() ? arguments.path("batch_input_shape") : shape, where),
                    name.isEmpty() ? null : name);
        } else {
            Registry.Entry<Layer> entry = Kinds.find(Registry.LAYERS, className);
            if (entry == null) {
                throw new ModelFileException(where + ": " + ConceptReader.refusal(Registry.LAYERS, className));
            }
            layer = new NamedLayer(
                    name.isEmpty() ? null : name,
                    trainable && arguments.path("trainable").asBoolean(true),
                    ConceptReader.create(entry, arguments, LAYER_KEYS, where));
        }
        if (!name.isEmpty() && layers.put(name, layer) != null) {
            throw new ModelFileException("two layers are named \"" + name + "\"");
        }
        return layer;
    }

    private static String nameOf(JsonNode layer) {
        String name = layer.path("config").path("name").asString("");
        return name.isEmpty() ? layer.path("name").asString("") : name;
    }

    /// Requires the number type that everything here is computed in.
    private static void checkType(JsonNode type, String where) throws ModelFileException {
        JsonNode name = type.isObject() ? type.path("config").path("name") : type;
        if (!name.isMissingNode() && !name.isNull() && !name.asString("").equals("float32")) {
            throw new ModelFileException(where + " computes in " + Json.brief(name)
                    + "; Gradus reads float32 models only. In Keras, build the model with dtype=\"float32\"");
        }
    }

    private static Shape shape(JsonNode batchShape, String where) throws ModelFileException {
        List<Integer> dimensions = new ArrayList<>();
        boolean valid = batchShape.isArray() && !batchShape.isEmpty() && batchShape.size() <= 9;
        for (int i = 1; valid && i < batchShape.size(); i++) {
            valid = batchShape.get(i).canConvertToInt();
            dimensions.add(batchShape.get(i).asInt(0));
        }
        if (!valid) {
            throw new ModelFileException(where + " must have a shape such as [null, 4] with all dimensions but the"
                    + " first known, got " + Json.brief(batchShape));
        }
        return new Shape(dimensions);
    }
}
