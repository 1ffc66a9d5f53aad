package gradus.layers;

import static gradus.internal.Require.require;

import gradus.data.Shape;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A model used as a layer of another one, like a nested `Sequential` or `Functional` in Keras. It defines layers;
/// their weights belong to the model that it becomes part of. Applied twice, it shares its weights between the two
/// places.
///
/// ```java
/// Block encoder = Block.chain("encoder", input(8), dense(4, RELU), dense(2));
/// var model = Sequential.of(input(8), encoder, dense(1));
/// ```
///
/// The network that a block becomes part of has its layers one by one, as `encoder/dense` and `encoder/dense_1`;
/// files keep the block whole.
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

    /// Creates a block from a chain of layers.
    ///
    /// @param name the name, unique in the model, or null for an automatic one
    /// @param layers the layers, starting with the only input
    /// @return the block
    /// @throws IllegalArgumentException if the layers do not form a chain with at least one layer after the input
    public static Block chain(@Nullable String name, Layer... layers) {
        return chain(name, List.of(layers));
    }

    /// Creates a block from a chain of layers.
    ///
    /// @param name the name, unique in the model, or null for an automatic one
    /// @param layers the layers, starting with the only input
    /// @return the block
    /// @throws IllegalArgumentException if the layers do not form a chain with at least one layer after the input
    public static Block chain(@Nullable String name, List<? extends Layer> layers) {
        require(
                layers.size() >= 2 && layers.getFirst() instanceof Input,
                "a block must start with an input and have at least one layer after it");
        Input input = (Input) layers.getFirst();
        Node last = input;
        for (Layer layer : layers.subList(1, layers.size())) {
            require(!(layer instanceof Input), "a block that is a chain must have one input only, at its start");
            // In a chain, the same layer twice makes two layers.
            Layer own = layer instanceof Block ? layer : new NamedLayer(null, true, layer);
            last = own.apply(last);
        }
        return new Block(name, true, true, List.of(input), List.of(last));
    }

    /// Creates a block from the layers between inputs and outputs.
    ///
    /// @param name the name, unique in the model, or null for an automatic one
    /// @param inputs the inputs
    /// @param outputs the outputs
    /// @return the block
    /// @throws IllegalArgumentException if there are no inputs or outputs, or if an output does not come from a
    ///     layer
    public static Block of(@Nullable String name, List<Input> inputs, List<Node> outputs) {
        return new Block(name, false, true, inputs, outputs);
    }

    /// {@return the name, or null for the automatic one}
    public @Nullable String name() {
        return name;
    }

    /// {@return whether the block was created as a chain, and is saved as one}
    public boolean sequential() {
        return sequential;
    }

    /// {@return whether optimizers may change the weights of its layers, except layers that are themselves frozen}
    public boolean trainable() {
        return trainable;
    }

    /// {@return the inputs}
    public List<Input> inputs() {
        return inputs;
    }

    /// {@return the outputs}
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

    /// {@inheritDoc}
    ///
    /// @throws IllegalArgumentException if the block has several outputs; use [#applyAll(List)] for those
    @Override
    public Node apply(Node... values) {
        require(outputs.size() == 1, "%s has %s outputs; use applyAll to get them all", this, outputs.size());
        return applyAll(List.of(values)).getFirst();
    }

    /// Applies the block and returns all its outputs.
    ///
    /// @param values one value per input
    /// @return the outputs
    /// @throws ShapeException if the values do not have the shapes of the inputs
    public List<Node> applyAll(List<Node> values) {
        outputShapes(values.stream().map(Node::shape).toList());
        Node.Application application = new Node.Application(this, values);
        List<Node> results = new ArrayList<>();
        for (int i = 0; i < outputs.size(); i++) {
            results.add(new Node.Part(application, i));
        }
        return results;
    }

    /// Returns the shapes of all outputs.
    ///
    /// @param shapes the shape of a row of each input
    /// @return the shape of a row of each output
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
