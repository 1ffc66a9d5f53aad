package gradus.layers;

import static gradus.internal.Require.require;

import gradus.data.Shape;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A model that is a layer of another one, as Keras nests a `Sequential` or a `Functional`. It says which layers there
/// are; weights belong to the model that it becomes part of. Applied twice, it shares its weights between the places.
///
/// ```java
/// Block encoder = Block.chain("encoder", input(8), dense(4, RELU), dense(2));
/// var model = Sequential.of(input(8), encoder, dense(1));
/// ```
///
/// The network that a block becomes part of has its layers one by one, as `encoder/dense` and `encoder/dense_1`; files
/// keep it whole.
public final class Block implements Layer {
    private final @Nullable String name;
    private final boolean sequential;
    private final boolean trainable;
    private final List<Input> inputs;
    private final List<Node> outputs;

    private Block(
            @Nullable String name, boolean sequential, boolean trainable, List<Input> inputs, List<Node> outputs) {
        // The same rules as for any other name.
        NamedLayer.requireName(name);
        this.name = name;
        this.sequential = sequential;
        this.trainable = trainable;
        this.inputs = List.copyOf(inputs);
        this.outputs = List.copyOf(outputs);
        require(!this.inputs.isEmpty(), "a block must have an input");
        require(!this.outputs.isEmpty(), "a block must have an output");
        for (Node output : this.outputs) {
            require(!(output instanceof Input), "an output of a block must come from a layer, not from its input");
        }
    }

    /// A chain of layers, an input first.
    ///
    /// @param name unique in the model, or null for an automatic one
    public static Block chain(@Nullable String name, Layer... layers) {
        return chain(name, List.of(layers));
    }

    /// A chain of layers, an input first.
    ///
    /// @param name unique in the model, or null for an automatic one
    public static Block chain(@Nullable String name, List<? extends Layer> layers) {
        require(
                layers.size() >= 2 && layers.getFirst() instanceof Input,
                "a block must start with an input and have at least one layer after it");
        Input input = (Input) layers.getFirst();
        Node last = input;
        for (Layer layer : layers.subList(1, layers.size())) {
            require(!(layer instanceof Input), "a block that is a chain must have one input only, at its start");
            // In a chain, an equal layer twice is two layers.
            Layer own = layer instanceof Block ? layer : new NamedLayer(null, true, layer);
            last = own.apply(last);
        }
        return new Block(name, true, true, List.of(input), List.of(last));
    }

    /// The layers between inputs and outputs.
    ///
    /// @param name unique in the model, or null for an automatic one
    public static Block of(@Nullable String name, List<Input> inputs, List<Node> outputs) {
        return new Block(name, false, true, inputs, outputs);
    }

    /// The name, or null for the automatic one.
    public @Nullable String name() {
        return name;
    }

    /// Whether it was made as a chain, and is written so.
    public boolean sequential() {
        return sequential;
    }

    /// Whether optimizers may change the weights of its layers that are not frozen themselves.
    public boolean trainable() {
        return trainable;
    }

    /// Where data enters.
    public List<Input> inputs() {
        return inputs;
    }

    /// What comes out.
    public List<Node> outputs() {
        return outputs;
    }

    @Override
    public Block named(String newName) {
        return new Block(newName, sequential, trainable, inputs, outputs);
    }

    @Override
    public Block frozen() {
        return new Block(name, sequential, false, inputs, outputs);
    }

    @Override
    public String className() {
        return sequential ? "Sequential" : "Functional";
    }

    /// The output, where there is one only.
    @Override
    public Node apply(Node... values) {
        require(outputs.size() == 1, "%s has %s outputs; use applyAll to get them all", this, outputs.size());
        return applyAll(List.of(values)).getFirst();
    }

    /// All outputs.
    ///
    /// @throws ShapeException if the values are not what the inputs expect
    public List<Node> applyAll(List<Node> values) {
        outputShapes(values.stream().map(Node::shape).toList());
        Node.Application application = new Node.Application(this, values);
        List<Node> results = new ArrayList<>();
        for (int i = 0; i < outputs.size(); i++) {
            results.add(new Node.Part(application, i));
        }
        return results;
    }

    /// The shapes of all outputs.
    ///
    /// @throws ShapeException if these are not the shapes of the inputs
    public List<Shape> outputShapes(List<Shape> shapes) {
        List<Shape> expected = inputs.stream().map(Input::shape).toList();
        if (!expected.equals(shapes)) {
            throw new ShapeException(this + " expects inputs of shapes " + expected + ", got " + shapes);
        }
        return outputs.stream().map(Node::shape).toList();
    }

    @Override
    public Shape outputShape(List<Shape> shapes) {
        return outputShapes(shapes).getFirst();
    }

    @Override
    public BoundLayer bind(Binding binding) {
        throw new IllegalStateException("a block is bound layer by layer");
    }

    @Override
    public String toString() {
        return className() + "[" + (name == null ? "" : "name=" + name + ", ") + "inputs=" + inputs + "]";
    }
}
