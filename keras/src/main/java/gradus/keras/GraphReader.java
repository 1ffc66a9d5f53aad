package gradus.keras;

import gradus.data.Shape;
import gradus.layers.Block;
import gradus.layers.Input;
import gradus.layers.Layer;
import gradus.layers.NamedLayer;
import gradus.layers.Node;
import gradus.registry.Registry;
import gradus.training.Graph;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The JSON of Keras's `Sequential` or `Functional` as a graph; nested models become blocks. At most 4,096
/// layers, 16 levels, and 65,536 values that layers take and give.
final class GraphReader {
    static final int MAX_LAYERS = 4096;
    private static final int MAX_VALUES = 16 * MAX_LAYERS;
    private static final int MAX_DEPTH = 16;
    private static final Set<String> LAYER_KEYS = Set.of("name", "trainable", "dtype");

    private final JsonNode model;
    private final JsonNode config;
    private final boolean trainable;
    private final int depth;
    private final boolean legacyNodes;
    private final Vocabularies vocabularies;
    private final String prefix;

    /// How many values layers take and give, those of nested models among them.
    private int values;

    /// The input of a chain that names none.
    private @Nullable Input addedInput;

    /// Layers by their names, in the order of the file.
    private final Map<String, Layer> layers = new LinkedHashMap<>();

    /// Where the file has the weights of layers, by their names, and how many of a kind there are.
    private final Map<String, String> groups = new HashMap<>();
    private final Map<String, Integer> counts = new HashMap<>();

    /// Nested models by their names.
    private final Map<String, GraphReader> inner = new LinkedHashMap<>();

    private GraphReader(JsonNode model, boolean trainable, int depth, Vocabularies vocabularies, String prefix)
            throws ModelFileException {
        this.model = model;
        this.depth = depth;
        this.vocabularies = vocabularies;
        this.prefix = prefix;
        JsonNode given = model.path("config");
        legacyNodes = Places.areLegacy(given);
        config = legacyNodes ? given : DerivedMasks.leaveOut(given);
        this.trainable = trainable && config.path("trainable").asBoolean(true);
        if (config.path("layers").size() > MAX_LAYERS) {
            throw new ModelFileException("the model has more than " + MAX_LAYERS + " layers");
        }
    }

    /// A graph as a file has it.
    ///
    /// @param groups where the file has its layers
    record Structure(Graph graph, LayerGroups groups) {}

    /// Reads a model whose vocabularies, if it has some, are in its JSON.
    static Structure read(JsonNode model) throws ModelFileException {
        return read(model, Vocabularies.NONE);
    }

    /// Reads a model.
    static Structure read(JsonNode model, Vocabularies vocabularies) throws ModelFileException {
        String className = Json.text(model, "class_name", "config.json");
        GraphReader reader = new GraphReader(model, true, 0, vocabularies, "layers/");
        String name = reader.config.path("name").asString(null);
        Graph graph;
        if (className.equals("Sequential")) {
            graph = Graph.chain(name == null ? "sequential" : name, reader.chain());
        } else if (isFunctional(className)) {
            Ends ends = reader.functional();
            graph = Graph.of(name == null ? "functional" : name, ends.inputs(), ends.outputs())
                    .keyed(Places.keys(reader.config));
        } else if (className.equals("FeatureSpace")) {
            return FeatureSpaceReader.read(model, vocabularies);
        } else {
            throw new ModelFileException("the model is of the class \"" + className
                    + "\"; only Sequential and Functional models, and FeatureSpaces can be read");
        }
        if (graph.layers().size() > MAX_LAYERS) {
            throw new ModelFileException("the model has more than " + MAX_LAYERS + " layers");
        }
        Map<String, Integer> indices = new HashMap<>();
        for (int i = 0; i < graph.layers().size(); i++) {
            indices.put(graph.layers().get(i).name(), i);
        }
        List<Integer> order = new ArrayList<>();
        List<String> groups = new ArrayList<>(Collections.nCopies(graph.layers().size(), ""));
        reader.collectGroups("", indices, order, groups);
        // Where layers have no names, Keras has given them in the order of the graph.
        return order.size() == graph.layers().size()
                ? new Structure(graph, new LayerGroups(order, groups))
                : new Structure(graph, LayerGroups.of(graph));
    }

    private static boolean isFunctional(String className) {
        return className.equals("Functional") || className.equals("Model");
    }

    /// Notes where the file has each layer.
    ///
    /// @param indices of the graph's layers, by name
    private void collectGroups(String names, Map<String, Integer> indices, List<Integer> order, List<String> all) {
        if (depth == 0 && addedInput != null) {
            order.add(0);
        }
        for (String name : layers.keySet()) {
            GraphReader block = inner.get(name);
            // Layers that no output needs are not part of the graph.
            Integer index = indices.get(names + name);
            if (block != null) {
                block.collectGroups(names + name + "/", indices, order, all);
            } else if (index != null) {
                order.add(index);
                all.set(index, groups.getOrDefault(name, ""));
            }
        }
    }

    /// The layers of a chain, an input first.
    private List<Layer> chain() throws ModelFileException {
        List<Layer> chain = new ArrayList<>();
        JsonNode list = config.path("layers");
        if (list.isEmpty()) {
            throw new ModelFileException("the model has no layers");
        }
        String firstClass = ConceptReader.className(list.get(0), "the first layer");
        if (!firstClass.equals("InputLayer")) {
            addedInput = new Input(inputShape(list.get(0)));
            chain.add(addedInput);
        }
        for (JsonNode layer : list) {
            chain.add(layer(layer));
            count(nameOf(layer), 2);
        }
        return chain;
    }

    /// The shape of rows where a chain names no input: Keras keeps it at one of three places.
    private Shape inputShape(JsonNode firstLayer) throws ModelFileException {
        for (JsonNode shape : List.of(
                config.path("build_input_shape"),
                model.path("build_config").path("input_shape"),
                firstLayer.path("build_config").path("input_shape"),
                firstLayer.path("config").path("batch_input_shape"))) {
            if (shape.isArray()) {
                return DataTypes.shape(shape, "the input shape");
            }
        }
        throw new ModelFileException("the model was saved before it was built: it has no input shape. Call"
                + " model.build or predict before saving");
    }

    /// Where a graph begins and ends.
    private record Ends(List<Input> inputs, List<Node> outputs) {}

    /// One application of a layer: where its inputs come from, those found so far, and what comes out.
    private static final class Call {
        private final String layer;
        private final List<JsonNode> places;
        private final List<Node> inputs = new ArrayList<>();
        private List<Node> outputs = List.of();
        private boolean begun;

        Call(String layer, List<JsonNode> places) {
            this.layer = layer;
            this.places = places;
        }
    }

    private Ends functional() throws ModelFileException {
        Map<String, List<Call>> calls = new LinkedHashMap<>();
        for (JsonNode json : config.path("layers")) {
            Layer layer = layer(json);
            String name = nameOf(json);
            if (name.isEmpty()) {
                throw new ModelFileException("a layer of a Functional model has no name: " + Json.brief(json));
            }
            List<Call> own = new ArrayList<>();
            if (layer instanceof Input input) {
                Call call = new Call(name, List.of());
                call.outputs = List.of(input);
                own.add(call);
            } else {
                for (JsonNode call : json.path("inbound_nodes")) {
                    own.add(new Call(name, Places.ofCall(call, "layer \"" + name + "\"")));
                }
            }
            calls.put(name, own);
        }
        for (List<Call> own : calls.values()) {
            for (Call call : own) {
                resolve(call, calls);
            }
        }
        List<Input> inputs = new ArrayList<>();
        for (Node node : places(config.path("input_layers"), calls, "input_layers")) {
            if (!(node instanceof Input input)) {
                throw new ModelFileException("input_layers names a layer that is not an InputLayer");
            }
            inputs.add(input);
        }
        return new Ends(inputs, places(config.path("output_layers"), calls, "output_layers"));
    }

    /// Makes what a call needs, in any order of the file, and then applies its layer.
    private void resolve(Call wanted, Map<String, List<Call>> calls) throws ModelFileException {
        Deque<Call> path = new ArrayDeque<>();
        path.push(wanted);
        while (!path.isEmpty()) {
            Call call = path.getFirst();
            call.begun = true;
            if (!call.outputs.isEmpty()) {
                path.pop();
            } else if (call.inputs.size() == call.places.size()) {
                call.outputs = apply(call.layer, call.inputs);
                path.pop();
            } else {
                JsonNode place = call.places.get(call.inputs.size());
                String where = "layer \"" + call.layer + "\"";
                Call source = source(place, calls, where);
                if (!source.outputs.isEmpty()) {
                    call.inputs.add(output(source, place, where));
                } else if (source.begun) {
                    throw new ModelFileException("the graph has a cycle at the layers "
                            + String.join(
                                    ", ",
                                    path.stream().limit(10).map(c -> c.layer).toList()));
                } else {
                    path.push(source);
                }
            }
        }
    }

    private List<Node> apply(String name, List<Node> inputs) throws ModelFileException {
        Layer layer = layers.get(name);
        if (layer == null) {
            throw new ModelFileException("there is no layer \"" + name + "\"");
        }
        try {
            List<Node> outputs = layer instanceof Block block
                    ? block.applyAll(inputs)
                    : List.of(layer.apply(inputs.toArray(Node[]::new)));
            count(name, inputs.size() + outputs.size());
            return outputs;
        } catch (IllegalArgumentException e) {
            throw new ModelFileException("layer \"" + name + "\": " + e.getMessage(), e);
        }
    }

    /// Counts the values that a layer takes and gives, and those in a nested model: what is applied twice at each of
    /// several levels would grow without end.
    private void count(String layer, int own) throws ModelFileException {
        GraphReader block = inner.get(layer);
        values += own + (block == null ? 0 : block.values);
        if (values > MAX_VALUES) {
            throw new ModelFileException("the layers of the model pass on more than " + MAX_VALUES + " values");
        }
    }

    private List<Node> places(JsonNode value, Map<String, List<Call>> calls, String where) throws ModelFileException {
        List<Node> found = new ArrayList<>();
        for (JsonNode place : Places.of(value)) {
            found.add(output(source(place, calls, where), place, where));
        }
        if (found.isEmpty()) {
            throw new ModelFileException("the model has no " + where);
        }
        if (found.size() > MAX_LAYERS) {
            throw new ModelFileException("the model has more than " + MAX_LAYERS + " " + where);
        }
        return found;
    }

    /// The call that a place such as `["dense", 0, 0]` names by layer and number; the third is the output.
    private Call source(JsonNode place, Map<String, List<Call>> calls, String where) throws ModelFileException {
        List<Call> made = calls.getOrDefault(place.path(0).asString(""), List.of());
        int number = place.path(1).asInt(-1);
        if (legacyNodes && layers.get(place.path(0).asString("")) instanceof Block) {
            // Keras 2 counts the inside of a nested model as its first call.
            number--;
        }
        if (number < 0 || number >= made.size()) {
            throw missing(place, where);
        }
        return made.get(number);
    }

    private static Node output(Call source, JsonNode place, String where) throws ModelFileException {
        int output = place.path(2).asInt(-1);
        if (output < 0 || output >= source.outputs.size()) {
            throw missing(place, where);
        }
        return source.outputs.get(output);
    }

    private static ModelFileException missing(JsonNode place, String where) {
        return new ModelFileException(where + " refers to " + Json.brief(place) + ", which does not exist");
    }

    private Layer layer(JsonNode json) throws ModelFileException {
        String className = Json.text(json, "class_name", "a layer");
        JsonNode arguments = json.path("config");
        String name = nameOf(json);
        String where = "layer \"" + Json.shown(name) + "\"";
        String key = name.isEmpty() ? "\0" + layers.size() : name;
        Layer layer;
        if (OperationJson.isOperation(json)) {
            layer = new NamedLayer(name.isEmpty() ? null : name, true, OperationJson.read(json, where));
            enter(key, layer.defaultName());
        } else if (className.equals("InputLayer")) {
            enter(key, "input_layer");
            JsonNode shape = arguments.path("batch_shape");
            layer = new Input(
                    DataTypes.shape(shape.isMissingNode() ? arguments.path("batch_input_shape") : shape, where),
                    name.isEmpty() ? null : name,
                    DataTypes.ofInput(arguments.path("dtype"), where));
        } else if (className.equals("Sequential") || isFunctional(className)) {
            String own = enter(key, className.equals("Sequential") ? "sequential" : "functional");
            layer = block(className, json, name, own + "/layers/", where);
        } else {
            Registry.Entry<Layer> entry = Registry.LAYERS.find(className);
            DataTypes.ofLayer(entry == null ? Object.class : entry.type(), arguments.path("dtype"), where);
            if (entry == null) {
                throw new ModelFileException(where + ": " + Registry.LAYERS.unknown(Json.shown(className)));
            }
            Layer made = ConceptReader.create(entry, arguments, LAYER_KEYS, where);
            layer = new NamedLayer(
                    name.isEmpty() ? null : name,
                    trainable && arguments.path("trainable").asBoolean(true),
                    vocabularies.complete(made, enter(key, made.defaultName()), where));
        }
        if (layers.put(key, layer) != null) {
            throw new ModelFileException("two layers are named \"" + name + "\"");
        }
        return layer;
    }

    /// Gives the next layer of this level its group.
    private String enter(String name, String defaultName) {
        int count = counts.merge(defaultName, 1, Integer::sum) - 1;
        String own = prefix + defaultName + (count == 0 ? "" : "_" + count);
        groups.put(name, own);
        return own;
    }

    private Block block(String className, JsonNode json, String name, String within, String where)
            throws ModelFileException {
        if (depth >= MAX_DEPTH) {
            throw new ModelFileException("models are nested more than " + MAX_DEPTH + " levels deep");
        }
        GraphReader reader = new GraphReader(json, trainable, depth + 1, vocabularies, within);
        inner.put(name, reader);
        try {
            if (className.equals("Sequential")) {
                return Block.chain(name.isEmpty() ? null : name, reader.chain());
            }
            Ends ends = reader.functional();
            return Block.of(name.isEmpty() ? null : name, ends.inputs(), ends.outputs());
        } catch (ModelFileException | IllegalArgumentException e) {
            throw new ModelFileException(where + ": " + e.getMessage(), e);
        }
    }

    private static String nameOf(JsonNode layer) {
        String name = layer.path("config").path("name").asString("");
        return name.isEmpty() ? layer.path("name").asString("") : name;
    }
}
