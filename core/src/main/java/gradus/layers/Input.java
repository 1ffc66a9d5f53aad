package gradus.layers;

import gradus.data.Shape;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An entry point for data into a network. It has identity: two inputs of the same shape are two inputs.
public final class Input implements Layer, Node {
    private final Shape shape;
    private final @Nullable String name;

    /// Creates an input with an automatic name.
    ///
    /// @param shape the shape of one row, such as `[28, 28]`
    public Input(Shape shape) {
        this(shape, null);
    }

    /// Creates an input with a name.
    ///
    /// @param shape the shape of one row, such as `[28, 28]`
    /// @param name the name, or null for an automatic one
    public Input(Shape shape, @Nullable String name) {
        NamedLayer.requireName(name);
        this.shape = shape;
        this.name = name;
    }

    @Override
    public Shape shape() {
        return shape;
    }

    /// {@return the name, or null for the automatic one}
    public @Nullable String name() {
        return name;
    }

    @Override
    public String className() {
        return "InputLayer";
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        return shape;
    }

    @Override
    public BoundLayer bind(Binding binding) {
        throw new IllegalStateException("an input is filled by the network, not computed");
    }

    @Override
    public String toString() {
        return "Input" + (name == null ? "" : " \"" + name + "\"") + " " + shape;
    }
}
