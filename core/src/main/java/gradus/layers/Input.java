package gradus.layers;

import gradus.data.DataType;
import gradus.data.Shape;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An entry point for data into a network. It has identity: two inputs of the same shape are two inputs.
public final class Input implements Layer, Node {
    private final Shape shape;
    private final @Nullable String name;
    private final DataType type;

    /// Creates an input of numbers with an automatic name.
    ///
    /// @param shape the shape of one row, such as `[28, 28]`
    public Input(Shape shape) {
        this(shape, null);
    }

    /// Creates an input of numbers with a name.
    ///
    /// @param shape the shape of one row, such as `[28, 28]`
    /// @param name the name, or null for an automatic one
    public Input(Shape shape, @Nullable String name) {
        this(shape, name, DataType.FLOAT32);
    }

    /// Creates an input of values of a type.
    ///
    /// @param shape the shape of one row, such as `[28, 28]`
    /// @param name the name, or null for an automatic one
    /// @param type the type of its values
    public Input(Shape shape, @Nullable String name, DataType type) {
        NamedLayer.requireName(name);
        this.shape = shape;
        this.name = name;
        this.type = type;
    }

    @Override
    public Shape shape() {
        return shape;
    }

    /// {@return the name, or null for the automatic one}
    public @Nullable String name() {
        return name;
    }

    /// {@return the type of its values}
    public DataType type() {
        return type;
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
        String number = type == DataType.FLOAT32 ? "" : " of " + type.kerasName();
        return "Input" + (name == null ? "" : " \"" + name + "\"") + " " + shape + number;
    }
}
