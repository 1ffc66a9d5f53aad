package gradus.layers;

import gradus.data.Shape;
import gradus.layers.operations.GetItem;
import gradus.layers.operations.Power;
import gradus.layers.operations.TrueDivide;
import java.util.List;
import java.util.stream.Collectors;

/// A value in a graph of layers: an [Input], or the output of one application of a layer or a [Block]. Nodes have
/// identity: applying the same layer object twice gives two nodes that share their weights.
public sealed interface Node permits Input, Node.Applied, Node.Part {
    /// {@return the shape of a row}
    Shape shape();

    /// Applies a layer to inputs.
    ///
    /// @param layer the layer
    /// @param inputs one value per input
    /// @return the output
    /// @throws ShapeException if the layer cannot take such inputs
    static Node of(Layer layer, List<Node> inputs) {
        return new Applied(layer, inputs);
    }

    /// {@return this value + another one, value by value} Axes of size 1 are repeated.
    ///
    /// @param other the other value, with as many axes
    /// @throws ShapeException if the shapes do not fit
    default Node plus(Node other) {
        return new gradus.layers.operations.Add().apply(this, other);
    }

    /// {@return this value + a constant}
    ///
    /// @param constant the constant
    default Node plus(double constant) {
        return new gradus.layers.operations.Add(null, Tensor.of(constant)).apply(this);
    }

    /// {@return this value - another one, value by value} Axes of size 1 are repeated.
    ///
    /// @param other the other value, with as many axes
    /// @throws ShapeException if the shapes do not fit
    default Node minus(Node other) {
        return new gradus.layers.operations.Subtract().apply(this, other);
    }

    /// {@return this value - a constant}
    ///
    /// @param constant the constant
    default Node minus(double constant) {
        return new gradus.layers.operations.Subtract(null, Tensor.of(constant)).apply(this);
    }

    /// {@return this value · another one, value by value} Axes of size 1 are repeated.
    ///
    /// @param other the other value, with as many axes
    /// @throws ShapeException if the shapes do not fit
    default Node times(Node other) {
        return new gradus.layers.operations.Multiply().apply(this, other);
    }

    /// {@return this value · a constant}
    ///
    /// @param constant the constant
    default Node times(double constant) {
        return new gradus.layers.operations.Multiply(null, Tensor.of(constant)).apply(this);
    }

    /// {@return this value / another one, value by value} Axes of size 1 are repeated.
    ///
    /// @param other the other value, with as many axes
    /// @throws ShapeException if the shapes do not fit
    default Node dividedBy(Node other) {
        return new TrueDivide().apply(this, other);
    }

    /// {@return this value / a constant}
    ///
    /// @param constant the constant
    default Node dividedBy(double constant) {
        return new TrueDivide(null, Tensor.of(constant)).apply(this);
    }

    /// {@return this value ^ another one, value by value} Axes of size 1 are repeated.
    ///
    /// @param other the other value, with as many axes
    /// @throws ShapeException if the shapes do not fit
    default Node power(Node other) {
        return new Power().apply(this, other);
    }

    /// {@return this value ^ a constant}
    ///
    /// @param constant the constant
    default Node power(double constant) {
        return new Power(null, Tensor.of(constant)).apply(this);
    }

    /// {@return a part of each row}
    ///
    /// @param key the part in Python's notation, such as `":, 1:3"`; see [GetItem]
    /// @throws ShapeException if the rows have no such part
    default Node get(String key) {
        return new GetItem(key).apply(this);
    }

    /// The output of a layer.
    final class Applied implements Node {
        private final Layer layer;
        private final List<Node> inputs;
        private final Shape shape;

        private Applied(Layer layer, List<Node> inputs) {
            this.layer = layer;
            this.inputs = List.copyOf(inputs);
            try {
                shape = layer.outputShape(this.inputs.stream().map(Node::shape).toList());
            } catch (ShapeException e) {
                throw new ShapeException(this + ": " + e.getMessage());
            }
        }

        /// {@return the layer that was applied} The same object at two places means shared weights.
        public Layer layer() {
            return layer;
        }

        /// {@return the inputs it was applied to}
        public List<Node> inputs() {
            return inputs;
        }

        @Override
        public Shape shape() {
            return shape;
        }

        /// {@return the layer and its inputs, such as `Add "sum" of Dense "left" and Dense`}
        @Override
        public String toString() {
            return describe(this) + " of "
                    + inputs.stream().map(Applied::describe).collect(Collectors.joining(" and "));
        }

        private static String describe(Node node) {
            return switch (node) {
                case Input input -> input.toString();
                case Part part -> part.toString();
                case Applied applied ->
                    applied.layer.className()
                            + (applied.layer instanceof NamedLayer named && named.name() != null
                                    ? " \"" + named.name() + "\""
                                    : "");
            };
        }
    }

    /// The application of a block. Like nodes, it has identity.
    final class Application {
        private final Block block;
        private final List<Node> inputs;

        Application(Block block, List<Node> inputs) {
            this.block = block;
            this.inputs = List.copyOf(inputs);
        }

        /// {@return the block that was applied}
        public Block block() {
            return block;
        }

        /// {@return the inputs it was applied to}
        public List<Node> inputs() {
            return inputs;
        }
    }

    /// One of the outputs of a block.
    final class Part implements Node {
        private final Application application;
        private final int index;

        Part(Application application, int index) {
            this.application = application;
            this.index = index;
        }

        /// {@return the application that it is an output of}
        public Application application() {
            return application;
        }

        /// {@return its index among the block's outputs}
        public int index() {
            return index;
        }

        @Override
        public Shape shape() {
            return application.block.outputs().get(index).shape();
        }

        /// {@return the block and the index of the output}
        @Override
        public String toString() {
            return "output " + index + " of " + application.block;
        }
    }
}
