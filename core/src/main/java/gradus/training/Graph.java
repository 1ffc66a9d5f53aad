package gradus.training;

import static gradus.internal.Require.require;

import gradus.data.DataType;
import gradus.data.Integers;
import gradus.data.Shape;
import gradus.layers.Block;
import gradus.layers.CategoryLayer;
import gradus.layers.Input;
import gradus.layers.Layer;
import gradus.layers.Node;
import gradus.layers.ParameterSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The layers of a network and their connections: a directed acyclic graph, in an order in which it can be
/// computed. A chain is the simple case.
///
/// @param name the name of the network
/// @param sequential whether it was created as a chain, and is saved as one
/// @param layers the layers, each once, including inputs
/// @param calls the applications of layers, each after those it depends on
/// @param inputs the calls that are inputs
/// @param outputs the calls whose values are the outputs
/// @param nests the blocks that layers came from, each once; only files need them, to keep blocks whole
/// @param uses the applications of blocks, each after the one it is part of
/// @param keys the names under which Keras takes inputs and gives outputs in dictionaries
public record Graph(
        String name,
        boolean sequential,
        List<Entry> layers,
        List<Call> calls,
        List<Integer> inputs,
        List<Integer> outputs,
        List<Nest> nests,
        List<Use> uses,
        Keys keys) {
    /// Copies the lists.
    public Graph {
        layers = List.copyOf(layers);
        calls = List.copyOf(calls);
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        nests = List.copyOf(nests);
        uses = List.copyOf(uses);
    }

    /// Names of inputs and outputs that are not those of their layers, in order. Keras has them where a model is made
    /// with dictionaries; there, and in logs, they stand for the values.
    ///
    /// @param inputs the names of the inputs; empty for those of the layers
    /// @param outputs the names of the outputs; empty for those of the layers
    public record Keys(List<String> inputs, List<String> outputs) {
        /// No such names.
        public static final Keys NONE = new Keys(List.of(), List.of());

        /// Copies the lists.
        public Keys {
            inputs = List.copyOf(inputs);
            outputs = List.copyOf(outputs);
        }
    }

    /// A layer in a network.
    ///
    /// @param name the name, unique in the network; `encoder/dense` for a layer of a block
    /// @param key the automatic name: `dense_1` for the second `Dense`, `sequential/dense` for a layer of a block.
    ///     It is the key of the layer's random numbers, so that names and other kinds of layers do not affect them
    /// @param layer the layer, never a `NamedLayer`
    /// @param trainable whether optimizers may change its weights
    public record Entry(String name, String key, Layer layer, boolean trainable) {
        /// {@return whether this is an input}
        public boolean isInput() {
            return layer instanceof Input;
        }
    }

    /// An application of a layer.
    ///
    /// @param layer the index of the layer in `layers`
    /// @param inputs the indices of earlier calls
    /// @param shape the shape of a row of its output
    public record Call(int layer, List<Integer> inputs, Shape shape) {
        /// Copies the list.
        public Call {
            inputs = List.copyOf(inputs);
        }
    }

    /// A block that layers came from.
    ///
    /// @param name the name, as in [Entry]; `outer/inner` for a block in a block
    /// @param key the automatic name, as in [Entry]
    /// @param sequential whether it was created as a chain
    /// @param parent the index of the block that it is part of, or -1
    /// @param inputNames the names of its inputs
    public record Nest(String name, String key, boolean sequential, int parent, List<String> inputNames) {
        /// Copies the list.
        public Nest {
            inputNames = List.copyOf(inputNames);
        }
    }

    /// An application of a block.
    ///
    /// @param nest the index of the block
    /// @param parent the index of the application that it is part of, or -1
    /// @param inputs the calls whose values it takes
    /// @param outputs the calls whose values are its outputs
    /// @param calls the calls of its own layers, without those of nested blocks
    public record Use(int nest, int parent, List<Integer> inputs, List<Integer> outputs, List<Integer> calls) {
        /// Copies the lists.
        public Use {
            inputs = List.copyOf(inputs);
            outputs = List.copyOf(outputs);
            calls = List.copyOf(calls);
        }
    }

    /// Creates a graph from a chain of layers.
    ///
    /// @param name the name of the network, or null for an automatic one
    /// @param chain the layers, starting with an [Input]
    /// @return the graph
    public static Graph chain(@Nullable String name, List<? extends Layer> chain) {
        require(
                chain.size() >= 2 && chain.getFirst() instanceof Input,
                "a Sequential model must start with an input and have at least one layer after it, as in"
                        + " Sequential.of(input(4), dense(3))");
        GraphBuilder builder = new GraphBuilder();
        int last = builder.input((Input) chain.getFirst());
        for (Layer layer : chain.subList(1, chain.size())) {
            require(!(layer instanceof Input), "a Sequential model must have one input only, at its start");
            Object place = new Object();
            last = layer instanceof Block block
                    ? builder.unroll(place, block, List.of(last)).getFirst()
                    : builder.call(place, layer, List.of(last));
        }
        return builder.build(name == null ? "sequential" : name, true, List.of(0), List.of(last));
    }

    /// Creates the graph between inputs and outputs.
    ///
    /// @param name the name of the network, or null for an automatic one
    /// @param inputs the inputs
    /// @param outputs the outputs
    /// @return the graph
    /// @throws IllegalArgumentException if an output depends on an input that is not listed, or no output depends
    ///     on an input
    public static Graph of(@Nullable String name, List<Input> inputs, List<Node> outputs) {
        GraphBuilder builder = new GraphBuilder();
        List<Integer> inputCalls = inputs.stream().map(builder::input).toList();
        List<Integer> outputCalls = outputs.stream().map(builder::node).toList();
        Set<Integer> used = new HashSet<>(outputCalls);
        builder.calls().forEach(call -> used.addAll(call.inputs()));
        for (int input : inputCalls) {
            require(used.contains(input), "input \"%s\" leads to no output", builder.nameOf(input));
        }
        return builder.build(name == null ? "functional" : name, false, inputCalls, outputCalls);
    }

    /// Returns the layer that a call applies.
    ///
    /// @param call the call
    /// @return the layer's entry
    public Entry entry(Call call) {
        return layers.get(call.layer());
    }

    /// Returns this graph with other names of inputs and outputs.
    ///
    /// @param names the names, as many as there are inputs and outputs, or none
    /// @return the changed graph
    public Graph keyed(Keys names) {
        return new Graph(name, sequential, layers, calls, inputs, outputs, nests, uses, names);
    }

    /// Returns the names of the inputs, which are their keys or those of their layers.
    ///
    /// @return the names
    public List<String> inputNames() {
        return keys.inputs.isEmpty()
                ? inputs.stream()
                        .map(calls::get)
                        .map(this::entry)
                        .map(Entry::name)
                        .toList()
                : keys.inputs;
    }

    /// Returns the names of the outputs, which are their keys or those of their layers. If a layer has several
    /// outputs, a number follows its name from the second on, such as `shared_1`.
    ///
    /// @return the names
    public List<String> outputNames() {
        if (!keys.outputs.isEmpty()) {
            return keys.outputs;
        }
        Set<String> names = new LinkedHashSet<>();
        Map<String, Integer> last = new HashMap<>();
        for (int output : outputs) {
            String layerName = entry(calls.get(output)).name();
            String unique = layerName;
            while (!names.add(unique)) {
                unique = layerName + "_" + last.merge(layerName, 1, Integer::sum);
            }
        }
        return List.copyOf(names);
    }

    /// Returns the index of a layer.
    ///
    /// @param layerName the name of the layer
    /// @return the index
    /// @throws IllegalArgumentException if there is no such layer; the message lists the names
    public int indexOf(String layerName) {
        for (int i = 0; i < layers.size(); i++) {
            if (layers.get(i).name().equals(layerName)) {
                return i;
            }
        }
        throw new IllegalArgumentException("no layer is named \"" + layerName + "\"; there are "
                + String.join(", ", layers.stream().map(Entry::name).toList()));
    }

    /// Returns the type of the values of a call: that of an input, that of indices of categories, and otherwise
    /// float32.
    ///
    /// @param call the index of the call
    /// @return the type
    public DataType typeOf(int call) {
        return switch (entry(calls.get(call)).layer()) {
            case Input input -> input.type();
            case CategoryLayer categories -> categories.outputType();
            default -> DataType.FLOAT32;
        };
    }

    /// Returns the integers that the values of an input must come from: those of its type, and of the layers that it
    /// leads to.
    ///
    /// @param input the index of the input
    /// @return the range; null if the values may be any numbers
    public @Nullable Integers integers(int input) {
        int place = inputs.get(input);
        if (typeOf(place) == DataType.STRING) {
            return null;
        }
        Integers range = typeOf(place).integers();
        for (Call call : calls) {
            for (int i = 0; i < call.inputs().size(); i++) {
                Integers wanted =
                        call.inputs().get(i) == place ? entry(call).layer().integers(i) : null;
                range = range == null || wanted == null ? (range == null ? wanted : range) : range.and(wanted);
            }
        }
        return range;
    }

    /// Returns the input shapes of a layer's first call.
    ///
    /// @param layer the index of the layer
    /// @return the shapes
    public List<Shape> inputShapes(int layer) {
        // Layers are in the order of their first calls, so the layer's first call does not come before its own
        // index.
        int first = layer;
        while (calls.get(first).layer() != layer) {
            first++;
        }
        return calls.get(first).inputs().stream()
                .map(input -> calls.get(input).shape())
                .toList();
    }

    /// Returns the parameters of a layer, in Keras's order.
    ///
    /// @param layer the index of the layer
    /// @return the parameters
    public List<ParameterSpec> parameters(int layer) {
        Entry entry = layers.get(layer);
        return entry.isInput() ? List.of() : entry.layer().parameters(inputShapes(layer));
    }

    /// Returns this graph with a layer frozen or unfrozen.
    ///
    /// @param layerName the name of the layer
    /// @param trainable whether optimizers may change its weights
    /// @return the changed graph
    /// @throws IllegalArgumentException if there is no such layer; the message lists the names
    public Graph withTrainable(String layerName, boolean trainable) {
        int index = indexOf(layerName);
        List<Entry> changed = new ArrayList<>(layers);
        Entry entry = changed.get(index);
        changed.set(index, new Entry(entry.name(), entry.key(), entry.layer(), trainable));
        return new Graph(name, sequential, changed, calls, inputs, outputs, nests, uses, keys);
    }
}
