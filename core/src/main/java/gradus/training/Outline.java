package gradus.training;

import static gradus.internal.Require.require;

import gradus.data.Shape;
import gradus.layers.Block;
import gradus.layers.Input;
import gradus.layers.Layer;
import gradus.layers.NamedLayer;
import gradus.layers.Node;
import gradus.training.Graph.Call;
import gradus.training.Graph.Nest;
import gradus.training.Graph.Use;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A network, or one block in it, as files see it: blocks are whole, and count as one layer each.
public final class Outline {
    private final Graph graph;
    private final int use;
    private final @Nullable Nest nest;
    private final List<Unit> units = new ArrayList<>();
    private final List<Application> applications = new ArrayList<>();
    private final List<Place> inputs = new ArrayList<>();
    private final List<Place> outputs = new ArrayList<>();

    private final int[] ownerOf;
    private final Map<Integer, Place> placeOfCall = new HashMap<>();
    private final Map<Integer, Integer> applicationOfUse = new HashMap<>();
    private final Map<Integer, Integer> unitOfLayer = new HashMap<>();
    private final Map<Integer, Integer> unitOfNest = new HashMap<>();

    /// A layer or a block.
    ///
    /// @param name the name, unique at this level
    /// @param layer the layer, with its name
    /// @param index the index in the graph's layers, or -1 for a block and for an input of a block
    /// @param inner the contents of a block, or null
    public record Unit(
            String name, Layer layer, int index, @Nullable Outline inner) {}

    /// An application of a unit.
    ///
    /// @param unit the index of the unit
    /// @param inputs the values it takes
    /// @param shapes the shape of a row of each of its outputs
    public record Application(int unit, List<Place> inputs, List<Shape> shapes) {
        /// Copies the lists.
        public Application {
            inputs = List.copyOf(inputs);
            shapes = List.copyOf(shapes);
        }
    }

    /// One of the outputs of an application.
    ///
    /// @param application the index of the application
    /// @param output the index of the output
    public record Place(int application, int output) {}

    private Outline(Graph graph, int use, int[] ownerOf) {
        this.graph = graph;
        this.use = use;
        this.ownerOf = ownerOf;
        nest = use < 0 ? null : graph.nests().get(graph.uses().get(use).nest());
        if (nest != null) {
            addInputs(nest);
        }
        for (int call = 0; call < ownerOf.length; call++) {
            int inner = innerUse(call);
            if (ownerOf[call] == use) {
                addCall(call);
            } else if (inner >= 0 && !applicationOfUse.containsKey(inner)) {
                addUse(inner);
            }
        }
        if (nest == null) {
            graph.inputs().forEach(input -> inputs.add(place(input)));
        }
        List<Integer> results =
                use < 0 ? graph.outputs() : graph.uses().get(use).outputs();
        results.forEach(output -> outputs.add(place(output)));
    }

    /// Returns the outline of a whole network.
    ///
    /// @param graph the network
    /// @return the outline
    public static Outline of(Graph graph) {
        int[] ownerOf = new int[graph.calls().size()];
        java.util.Arrays.fill(ownerOf, -1);
        for (int use = 0; use < graph.uses().size(); use++) {
            for (int call : graph.uses().get(use).calls()) {
                ownerOf[call] = use;
            }
        }
        return new Outline(graph, -1, ownerOf);
    }

    /// {@return the name}
    public String name() {
        return nest == null ? graph.name() : localName(nest.name(), nest.parent());
    }

    /// {@return whether it was created as a chain}
    public boolean sequential() {
        return nest == null ? graph.sequential() : nest.sequential();
    }

    /// {@return the layers and blocks, each once}
    public List<Unit> units() {
        return units;
    }

    /// {@return the layers of a chain, with whole blocks, in a new list}
    ///
    /// @throws IllegalStateException if it is not a chain
    public List<Layer> chain() {
        if (!graph.sequential()) {
            throw new IllegalStateException("layers can be appended to, and removed from, a Sequential model only");
        }
        return new ArrayList<>(units.stream().map(Unit::layer).toList());
    }

    /// {@return the applications of the units, each after those it depends on}
    public List<Application> applications() {
        return applications;
    }

    /// {@return the inputs}
    public List<Place> inputs() {
        return inputs;
    }

    /// {@return the outputs}
    public List<Place> outputs() {
        return outputs;
    }

    /// {@return the keys of the outputs, see [Graph.Keys]; empty if they have none, as in a block}
    public List<String> outputKeys() {
        return use < 0 ? graph.keys().outputs() : List.of();
    }

    /// Returns the input shapes of a unit's first application.
    ///
    /// @param unit the index of the unit
    /// @return the shapes
    public List<Shape> inputShapes(int unit) {
        for (Application application : applications) {
            if (application.unit() == unit) {
                return application.inputs().stream()
                        .map(place ->
                                applications.get(place.application()).shapes().get(place.output()))
                        .toList();
            }
        }
        throw new IllegalStateException("unit " + unit + " is never applied");
    }

    /// Returns all of it as a layer.
    ///
    /// @param name the name, unique in the model that it becomes part of, or null for an automatic one
    /// @return the layer
    public Block block(@Nullable String name) {
        List<List<Node>> made = made();
        if (sequential()) {
            return Block.chain(name, units.stream().map(Unit::layer).toList());
        }
        List<Input> entrances = new ArrayList<>();
        for (Node node : nodes(inputs, made)) {
            entrances.add((Input) node);
        }
        return Block.of(name, entrances, nodes(outputs, made));
    }

    /// Returns the network that ends at the outputs of some units.
    ///
    /// @param names the names of the units
    /// @return the network, with the inputs that it needs
    /// @throws IllegalArgumentException if there is no such unit; the message lists the names
    public Graph upTo(List<String> names) {
        List<String> known = units.stream().map(Unit::name).toList();
        for (String name : names) {
            require(known.contains(name), "no layer is named \"%s\"; there are %s", name, String.join(", ", known));
        }
        if (sequential() && names.size() == 1) {
            return Graph.chain(graph.name(), chain().subList(0, known.indexOf(names.getFirst()) + 1));
        }
        List<List<Node>> made = made();
        List<Node> ends = new ArrayList<>();
        for (String name : names) {
            for (int i = 0; i < made.size() && true; i++) {
                if (applications.get(i).unit() == known.indexOf(name)) {
                    ends.addAll(made.get(i));
                    break;
                }
            }
        }
        Set<Node> needed = needed(ends);
        List<Input> entrances = new ArrayList<>();
        for (Node node : nodes(inputs, made)) {
            if (needed.contains(node)) {
                entrances.add((Input) node);
            }
        }
        return Graph.of(graph.name(), entrances, ends);
    }

    /// Returns everything that some values depend on.
    private static Set<Node> needed(List<Node> ends) {
        Set<Node> needed = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Node> open = new ArrayDeque<>(ends);
        while (!open.isEmpty()) {
            Node node = open.pop();
            if (needed.add(node)) {
                switch (node) {
                    case Node.Applied applied -> open.addAll(applied.inputs());
                    case Node.Part part -> open.addAll(part.application().inputs());
                    case Input input -> {}
                }
            }
        }
        return needed;
    }

    /// Makes the values of all applications anew.
    private List<List<Node>> made() {
        List<List<Node>> made = new ArrayList<>();
        for (Application application : applications) {
            Unit unit = units.get(application.unit());
            List<Node> taken = nodes(application.inputs(), made);
            made.add(
                    unit.layer() instanceof Input input
                            ? List.of(input)
                            : unit.layer() instanceof Block block
                                    ? block.applyAll(taken)
                                    : List.of(unit.layer().apply(taken.toArray(Node[]::new))));
        }
        return made;
    }

    private static List<Node> nodes(List<Place> places, List<List<Node>> made) {
        List<Node> nodes = new ArrayList<>();
        for (Place place : places) {
            nodes.add(made.get(place.application()).get(place.output()));
        }
        return nodes;
    }

    private void addInputs(Nest block) {
        List<Integer> calls = graph.uses().get(use).inputs();
        for (int i = 0; i < calls.size(); i++) {
            Shape shape = graph.calls().get(calls.get(i)).shape();
            String name = block.inputNames().get(i);
            units.add(new Unit(name, new Input(shape, name, graph.typeOf(calls.get(i))), -1, null));
            applications.add(new Application(i, List.of(), List.of(shape)));
            inputs.add(new Place(i, 0));
            placeOfCall.put(calls.get(i), new Place(i, 0));
        }
    }

    private void addCall(int index) {
        Call call = graph.calls().get(index);
        Integer unit = unitOfLayer.get(call.layer());
        if (unit == null) {
            Graph.Entry entry = graph.entry(call);
            String name = localName(entry.name(), nestIndex());
            Layer layer = entry.isInput() ? entry.layer() : new NamedLayer(name, entry.trainable(), entry.layer());
            unit = units.size();
            units.add(new Unit(name, layer, call.layer(), null));
            unitOfLayer.put(call.layer(), unit);
        }
        List<Place> taken = call.inputs().stream().map(this::place).toList();
        applications.add(new Application(unit, taken, List.of(call.shape())));
        placeOfCall.put(index, new Place(applications.size() - 1, 0));
    }

    private void addUse(int inner) {
        Use applied = graph.uses().get(inner);
        Integer unit = unitOfNest.get(applied.nest());
        if (unit == null) {
            Outline inside = new Outline(graph, inner, ownerOf);
            unit = units.size();
            units.add(new Unit(inside.name(), inside.block(inside.name()), -1, inside));
            unitOfNest.put(applied.nest(), unit);
        }
        List<Place> taken = applied.inputs().stream().map(this::place).toList();
        List<Shape> shapes = applied.outputs().stream()
                .map(output -> graph.calls().get(output).shape())
                .toList();
        applications.add(new Application(unit, taken, shapes));
        applicationOfUse.put(inner, applications.size() - 1);
    }

    /// Returns the origin of the value of a call, seen from this level.
    private Place place(int call) {
        Place own = placeOfCall.get(call);
        if (own != null) {
            return own;
        }
        int inner = innerUse(call);
        Integer application = applicationOfUse.get(inner);
        if (application == null) {
            throw new IllegalStateException("call " + call + " is used before it is made");
        }
        return new Place(application, graph.uses().get(inner).outputs().indexOf(call));
    }

    /// Returns the application at this level that contains a call, or -1.
    private int innerUse(int call) {
        int inner = ownerOf[call];
        while (inner >= 0 && graph.uses().get(inner).parent() != use) {
            inner = graph.uses().get(inner).parent();
        }
        return inner;
    }

    private int nestIndex() {
        return use < 0 ? -1 : graph.uses().get(use).nest();
    }

    private String localName(String name, int within) {
        return within < 0
                ? name
                : name.substring(graph.nests().get(within).name().length() + 1);
    }
}
