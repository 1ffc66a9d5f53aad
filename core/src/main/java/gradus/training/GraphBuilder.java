package gradus.training;

import static gradus.internal.Require.require;

import gradus.data.DataType;
import gradus.data.Shape;
import gradus.layers.Block;
import gradus.layers.Input;
import gradus.layers.Layer;
import gradus.layers.NamedLayer;
import gradus.layers.Node;
import gradus.layers.ParameterSpec;
import gradus.layers.ShapeException;
import gradus.layers.StringLookup;
import gradus.layers.TextLayer;
import gradus.training.Graph.Call;
import gradus.training.Graph.Entry;
import gradus.training.Graph.Nest;
import gradus.training.Graph.Use;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Collects layers and calls, each node after those it depends on, and unrolls blocks.
final class GraphBuilder {
    private final List<Entry> layers = new ArrayList<>();
    private final List<Call> calls = new ArrayList<>();
    /// The input shapes of each layer's first call.
    private final Map<Integer, List<Shape>> firstShapes = new HashMap<>();
    private final List<Nest> nests = new ArrayList<>();
    private final List<@Nullable Use> uses = new ArrayList<>();
    private final Set<String> names = new HashSet<>();
    private Level level = new Level(-1, "", "", true);
    private IdentityHashMap<Object, Integer> callIndex = new IdentityHashMap<>();
    private List<Integer> ownCalls = new ArrayList<>();
    private int use = -1;

    /// The model or a block: layers are counted and identified within one level.
    private static final class Level {
        private final int nest;
        private final String namePrefix;
        private final String keyPrefix;
        private final boolean trainable;
        private final IdentityHashMap<Object, Integer> layerIndex = new IdentityHashMap<>();
        private final IdentityHashMap<Object, Level> inner = new IdentityHashMap<>();
        private final Map<String, Integer> keys = new HashMap<>();

        Level(int nest, String namePrefix, String keyPrefix, boolean trainable) {
            this.nest = nest;
            this.namePrefix = namePrefix;
            this.keyPrefix = keyPrefix;
            this.trainable = trainable;
        }

        /// Returns the automatic name of the next layer of a class.
        String nextName(Layer layer) {
            int count = keys.merge(layer.className(), 1, Integer::sum) - 1;
            return layer.defaultName() + (count == 0 ? "" : "_" + count);
        }
    }

    List<Call> calls() {
        return calls;
    }

    String nameOf(int call) {
        return layers.get(calls.get(call).layer()).name();
    }

    int input(Input input) {
        require(!callIndex.containsKey(input), "the same input is named twice");
        add(input, input.name(), true, input);
        calls.add(new Call(layers.size() - 1, List.of(), input.shape()));
        callIndex.put(input, calls.size() - 1);
        return calls.size() - 1;
    }

    int node(Node node) {
        // Depth first, without recursion: networks may have more layers than the stack has frames. A node cannot
        // reach itself, because it is created after its inputs.
        ArrayDeque<Node> open = new ArrayDeque<>(List.of(node));
        while (!open.isEmpty()) {
            Node next = open.getLast();
            Node missing = callIndex.containsKey(next) ? null : firstMissing(next);
            if (missing != null) {
                open.addLast(missing);
                continue;
            }
            if (!callIndex.containsKey(next)) {
                callIndex.put(next, make(next));
            }
            open.removeLast();
        }
        return Objects.requireNonNull(callIndex.get(node));
    }

    /// Returns the first input of a node that has no call yet; null if all have one.
    private @Nullable Node firstMissing(Node node) {
        List<Node> inputs =
                switch (node) {
                    case Node.Applied applied -> applied.inputs();
                    case Node.Part part ->
                        callIndex.containsKey(part.application())
                                ? List.of()
                                : part.application().inputs();
                    case Input input ->
                        throw new IllegalArgumentException("an output depends on " + input
                                + ", which is not among the inputs of the model. Add it to them");
                };
        Node missing = null;
        for (Node input : inputs) {
            boolean known = callIndex.containsKey(input);
            require(
                    known || !(input instanceof Input && node instanceof Node.Applied),
                    "%s depends on an input that is not among the inputs of the model. Add it to them",
                    node);
            missing = missing == null && !known ? input : missing;
        }
        return missing;
    }

    /// Creates the call of a node whose inputs all have one.
    private int make(Node node) {
        return switch (node) {
            case Node.Applied applied -> call(applied.layer(), applied.layer(), known(applied.inputs()));
            case Node.Part part -> part(part);
            case Input input -> throw new IllegalStateException("an input has no layer: " + input);
        };
    }

    private List<Integer> known(List<Node> nodes) {
        return nodes.stream()
                .map(node -> Objects.requireNonNull(callIndex.get(node)))
                .toList();
    }

    private int part(Node.Part part) {
        Node.Application application = part.application();
        Integer unrolled = callIndex.get(application);
        if (unrolled == null) {
            List<Integer> inputs = known(application.inputs());
            unrolled = uses.size();
            unroll(application.block(), application.block(), inputs);
            callIndex.put(application, unrolled);
        }
        return Objects.requireNonNull(uses.get(unrolled)).outputs().get(part.index());
    }

    /// Applies all layers of a block.
    ///
    /// @param identity the same object for applications that share weights
    /// @return the calls of its outputs
    List<Integer> unroll(Object identity, Block block, List<Integer> inputs) {
        require(
                new HashSet<>(inputs).size() == inputs.size(),
                "%s is given the same value twice; put an Identity layer before one of its inputs",
                block);
        block.outputShapes(inputs.stream().map(i -> calls.get(i).shape()).toList());
        Level outerLevel = level;
        IdentityHashMap<Object, Integer> outerIndex = callIndex;
        List<Integer> outerCalls = ownCalls;
        int outerUse = use;
        level = outerLevel.inner.computeIfAbsent(identity, key -> nest(block));
        use = uses.size();
        uses.add(null);
        ownCalls = new ArrayList<>();
        callIndex = new IdentityHashMap<>();
        for (int i = 0; i < inputs.size(); i++) {
            callIndex.put(block.inputs().get(i), inputs.get(i));
        }
        List<Integer> outputs = block.outputs().stream().map(this::node).toList();
        uses.set(use, new Use(level.nest, outerUse, inputs, outputs, ownCalls));
        level = outerLevel;
        callIndex = outerIndex;
        ownCalls = outerCalls;
        use = outerUse;
        return outputs;
    }

    private Level nest(Block block) {
        String automaticName = level.nextName(block);
        String name = level.namePrefix + (block.name() == null ? automaticName : block.name());
        String key = level.keyPrefix + automaticName;
        require(names.add(name), "two layers are named \"%s\"", name);
        List<String> inputNames = new ArrayList<>();
        for (Input input : block.inputs()) {
            int count = inputNames.size();
            inputNames.add(input.name() == null ? "input_layer" + (count == 0 ? "" : "_" + count) : input.name());
        }
        nests.add(new Nest(name, key, block.sequential(), level.nest, inputNames));
        return new Level(nests.size() - 1, name + "/", key + "/", level.trainable && block.trainable());
    }

    int call(Object identity, Layer layer, List<Integer> inputs) {
        Integer index = level.layerIndex.get(identity);
        if (index == null) {
            NamedLayer named = layer instanceof NamedLayer n ? n : null;
            index = add(
                    identity,
                    named == null ? null : named.name(),
                    named == null || named.trainable(),
                    named == null ? layer : named.layer());
        }
        Entry entry = layers.get(index);
        List<Shape> shapes = inputs.stream().map(i -> calls.get(i).shape()).toList();
        Shape shape;
        try {
            shape = layer.outputShape(shapes);
        } catch (ShapeException e) {
            throw new ShapeException("layer " + index + " \"" + entry.name() + "\": " + e.getMessage());
        }
        List<Shape> first = firstShapes.putIfAbsent(index, shapes);
        if (first != null) {
            requireSameParameters(index, layer, first, shapes);
        }
        requireReadable(entry.layer(), inputs);
        calls.add(new Call(index, inputs, shape));
        ownCalls.add(calls.size() - 1);
        return calls.size() - 1;
    }

    /// Text goes from inputs to layers that read it, and only integers beside it.
    private void requireReadable(Layer layer, List<Integer> inputs) {
        long texts = inputs.stream().filter(this::isText).count();
        boolean reads = layer instanceof TextLayer text && text.readsText();
        boolean textOnly = layer instanceof StringLookup && reads;
        boolean given = inputs.stream().allMatch(this::isInput);
        if ((texts > 0 && (!reads || !given)) || (texts == 0 && textOnly)) {
            throw new ShapeException(layer.className() + (textOnly ? " expects an input of text" : " expects numbers")
                    + ", got "
                    + String.join(" and ", inputs.stream().map(this::nameOf).toList())
                    + (texts == 0 ? "" : ". Text goes from inputs to StringLookup, Hashing and HashedCrossing only"));
        }
    }

    private boolean isInput(int call) {
        return layers.get(calls.get(call).layer()).isInput();
    }

    private boolean isText(int call) {
        return switch (layers.get(calls.get(call).layer()).layer()) {
            case Input input -> input.type() == DataType.STRING;
            case StringLookup lookup -> lookup.invert();
            default -> false;
        };
    }

    /// A layer used at several places has one set of weights, which must fit all of them.
    private void requireSameParameters(int index, Layer layer, List<Shape> first, List<Shape> shapes) {
        if (!parameterShapes(layer, first).equals(parameterShapes(layer, shapes))) {
            throw new ShapeException("layer \"" + layers.get(index).name() + "\" has weights for inputs " + first
                    + " and cannot be applied to " + shapes + " as well. Use a layer of its own there");
        }
    }

    private static List<Shape> parameterShapes(Layer layer, List<Shape> inputs) {
        return layer.parameters(inputs).stream().map(ParameterSpec::shape).toList();
    }

    private int add(Object identity, @Nullable String name, boolean trainable, Layer layer) {
        String automaticName = level.nextName(layer);
        String unique = level.namePrefix + (name == null ? automaticName : name);
        String key = level.keyPrefix + automaticName;
        require(names.add(unique), "two layers are named \"%s\"", unique);
        layers.add(new Entry(unique, key, layer, trainable && level.trainable));
        level.layerIndex.put(identity, layers.size() - 1);
        return layers.size() - 1;
    }

    Graph build(String name, boolean sequential, List<Integer> inputs, List<Integer> outputs) {
        require(
                outputs.stream().noneMatch(output -> isText(output) && isInput(output)),
                "an input of text cannot be an output of the model");
        List<Use> finished = uses.stream().map(Objects::requireNonNull).toList();
        Graph graph = new Graph(name, sequential, layers, calls, inputs, outputs, nests, finished, Graph.Keys.NONE);
        Masks.requireUnderstood(graph);
        return graph;
    }
}
