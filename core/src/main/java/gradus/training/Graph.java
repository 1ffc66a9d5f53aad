package gradus.training;

import static gradus.internal.Require.require;

import gradus.data.Shape;
import gradus.layers.Input;
import gradus.layers.Layer;
import gradus.layers.NamedLayer;
import gradus.layers.Node;
import gradus.layers.ParameterSpec;
import gradus.layers.ShapeException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The layers of a network and how they are connected: a directed graph without cycles, in an order in which it can be
/// computed. A chain is the simple case.
///
/// @param name of the network
/// @param sequential whether it was made as a chain, and is written so
/// @param layers each layer once, inputs among them
/// @param calls the applications of layers, each after those it needs
/// @param inputs the calls that are inputs
/// @param outputs the calls whose values come out
public record Graph(
        String name,
        boolean sequential,
        List<Entry> layers,
        List<Call> calls,
        List<Integer> inputs,
        List<Integer> outputs) {
    /// Copies the lists.
    public Graph {
        layers = List.copyOf(layers);
        calls = List.copyOf(calls);
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }

    /// A layer in a network.
    ///
    /// @param name unique in the network
    /// @param key the automatic name, `dense_1` for the second `Dense`: the name of its group in Keras's weight file,
    ///     and the key of its random numbers, so that a name or another kind of layer beside it changes nothing
    /// @param layer what it is, never a [NamedLayer]
    /// @param trainable whether optimizers may change its weights
    public record Entry(String name, String key, Layer layer, boolean trainable) {
        /// Whether data enters here.
        public boolean isInput() {
            return layer instanceof Input;
        }
    }

    /// An application of a layer.
    ///
    /// @param layer index into `layers`
    /// @param inputs indices of earlier calls
    /// @param shape of a row of its output
    public record Call(int layer, List<Integer> inputs, Shape shape) {
        /// Copies the list.
        public Call {
            inputs = List.copyOf(inputs);
        }
    }

    /// A chain.
    ///
    /// @param chain an [Input] first
    public static Graph chain(@Nullable String name, List<? extends Layer> chain) {
        require(
                chain.size() >= 2 && chain.getFirst() instanceof Input,
                "a Sequential model must start with an input and have at least one layer after it, as in"
                        + " Sequential.of(input(4), dense(3))");
        Builder builder = new Builder();
        int last = builder.input((Input) chain.getFirst());
        for (Layer layer : chain.subList(1, chain.size())) {
            require(!(layer instanceof Input), "a Sequential model must have one input only, at its start");
            last = builder.call(new Object(), layer, List.of(last));
        }
        return builder.build(name == null ? "sequential" : name, true, List.of(0), List.of(last));
    }

    /// The graph between inputs and outputs.
    ///
    /// @throws IllegalArgumentException if an output depends on an input that is not named, or an input leads nowhere
    public static Graph of(@Nullable String name, List<Input> inputs, List<Node> outputs) {
        Builder builder = new Builder();
        List<Integer> inputCalls = inputs.stream().map(builder::input).toList();
        List<Integer> outputCalls = outputs.stream().map(builder::node).toList();
        Set<Integer> used = new HashSet<>(outputCalls);
        builder.calls.forEach(call -> used.addAll(call.inputs()));
        for (int input : inputCalls) {
            require(
                    used.contains(input),
                    "input \"%s\" leads to no output",
                    builder.layers.get(input).name());
        }
        return builder.build(name == null ? "functional" : name, false, inputCalls, outputCalls);
    }

    /// The entry that a call applies.
    public Entry entry(Call call) {
        return layers.get(call.layer());
    }

    /// The names of the outputs, which are those of their layers. A layer that gives several of them has a number after
    /// its name from the second on, `shared_1`.
    public List<String> outputNames() {
        List<String> names = new ArrayList<>();
        for (int output : outputs) {
            String layerName = entry(calls.get(output)).name();
            String unique = layerName;
            for (int i = 1; names.contains(unique); i++) {
                unique = layerName + "_" + i;
            }
            names.add(unique);
        }
        return names;
    }

    /// The index of the layer of a name.
    ///
    /// @throws IllegalArgumentException naming the layers that exist, if there is none of that name
    public int indexOf(String layerName) {
        for (int i = 0; i < layers.size(); i++) {
            if (layers.get(i).name().equals(layerName)) {
                return i;
            }
        }
        throw new IllegalArgumentException("no layer is named \"" + layerName + "\"; there are "
                + String.join(", ", layers.stream().map(Entry::name).toList()));
    }

    /// The shapes that a layer's first call takes.
    public List<Shape> inputShapes(int layer) {
        Call first = calls.stream()
                .filter(call -> call.layer() == layer)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("layer " + layer + " is never called"));
        return first.inputs().stream().map(input -> calls.get(input).shape()).toList();
    }

    /// The parameters of a layer, in Keras's order.
    public List<ParameterSpec> parameters(int layer) {
        Entry entry = layers.get(layer);
        return entry.isInput() ? List.of() : entry.layer().parameters(inputShapes(layer));
    }

    /// The same graph with a layer frozen or freed.
    public Graph withTrainable(String layerName, boolean trainable) {
        int index = indexOf(layerName);
        List<Entry> changed = new ArrayList<>(layers);
        Entry entry = changed.get(index);
        changed.set(index, new Entry(entry.name(), entry.key(), entry.layer(), trainable));
        return new Graph(name, sequential, changed, calls, inputs, outputs);
    }

    /// Collects layers and calls, each node after those it needs.
    private static final class Builder {
        private final List<Entry> layers = new ArrayList<>();
        private final List<Call> calls = new ArrayList<>();
        private final IdentityHashMap<Object, Integer> layerIndex = new IdentityHashMap<>();
        private final IdentityHashMap<Node, Integer> callIndex = new IdentityHashMap<>();
        private final Map<String, Integer> keys = new HashMap<>();
        private final Set<String> names = new HashSet<>();

        int input(Input input) {
            require(!callIndex.containsKey(input), "the same input is named twice");
            add(input, input.name(), true, input);
            calls.add(new Call(layers.size() - 1, List.of(), input.shape()));
            callIndex.put(input, calls.size() - 1);
            return calls.size() - 1;
        }

        int node(Node node) {
            Integer known = callIndex.get(node);
            if (known != null) {
                return known;
            }
            if (!(node instanceof Node.Applied applied)) {
                throw new IllegalArgumentException("an output depends on " + node
                        + ", which is not among the inputs of the model. Add it to them");
            }
            // Depth first; a node cannot reach itself, because it is made after its inputs.
            List<Integer> inputs = new ArrayList<>();
            for (Node input : applied.inputs()) {
                require(
                        !(input instanceof Input) || callIndex.containsKey(input),
                        "%s depends on an input that is not among the inputs of the model. Add it to them",
                        applied);
                inputs.add(node(input));
            }
            int call = call(applied.layer(), applied.layer(), inputs);
            callIndex.put(node, call);
            return call;
        }

        int call(Object identity, Layer layer, List<Integer> inputs) {
            Integer index = layerIndex.get(identity);
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
            requireSameParameters(index, layer, shapes);
            calls.add(new Call(index, inputs, shape));
            return calls.size() - 1;
        }

        /// A layer that stands at several places has one set of weights, which must fit all of them.
        private void requireSameParameters(int index, Layer layer, List<Shape> shapes) {
            for (Call call : calls) {
                if (call.layer() == index) {
                    List<Shape> first = call.inputs().stream()
                            .map(i -> calls.get(i).shape())
                            .toList();
                    if (!parameterShapes(layer, first).equals(parameterShapes(layer, shapes))) {
                        throw new ShapeException("layer \"" + layers.get(index).name() + "\" has weights for inputs "
                                + first + " and cannot be applied to " + shapes
                                + " as well. Use a layer of its own there");
                    }
                    return;
                }
            }
        }

        private static List<Shape> parameterShapes(Layer layer, List<Shape> inputs) {
            return layer.parameters(inputs).stream().map(ParameterSpec::shape).toList();
        }

        private int add(Object identity, @Nullable String name, boolean trainable, Layer layer) {
            int count = keys.merge(layer.className(), 1, Integer::sum) - 1;
            String key = layer.defaultName() + (count == 0 ? "" : "_" + count);
            String unique = name == null ? key : name;
            require(names.add(unique), "two layers are named \"%s\"", unique);
            layers.add(new Entry(unique, key, layer, trainable));
            layerIndex.put(identity, layers.size() - 1);
            return layers.size() - 1;
        }

        Graph build(String name, boolean sequential, List<Integer> inputs, List<Integer> outputs) {
            return new Graph(name, sequential, layers, calls, inputs, outputs);
        }
    }
}
