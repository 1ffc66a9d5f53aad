package gradus.layers;

import static gradus.internal.Require.require;

import gradus.data.Integers;
import gradus.data.Shape;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A layer with its own name or frozen weights: what Keras keeps as `name` and `trainable` of every layer.
///
/// @param name the name, or null for the automatic one
/// @param trainable whether optimizers may change the weights
/// @param layer the layer itself, never a `NamedLayer`
public record NamedLayer(@Nullable String name, boolean trainable, Layer layer) implements Layer {
    /// Keras has no limit; names of nested models are put together, and must not grow without end.
    private static final int LONGEST_NAME = 1000;

    /// Validates the arguments.
    ///
    /// @throws IllegalArgumentException if the name is not valid, or the layer is a [Block], which has its own name
    public NamedLayer {
        requireName(name);
        require(!(layer instanceof Block), "a block has a name of its own; use Block.named and Block.frozen");
        if (layer instanceof NamedLayer inner) {
            name = name == null ? inner.name : name;
            trainable &= inner.trainable;
            layer = inner.layer;
        }
    }

    /// Requires a name that is valid in files, in paths such as `encoder/dense`, and on a terminal.
    static void requireName(@Nullable String name) {
        if (name == null) {
            return;
        }
        boolean valid = !name.isBlank()
                && name.length() <= LONGEST_NAME
                && name.indexOf('/') < 0
                && name.chars().noneMatch(Character::isISOControl);
        if (!valid) {
            String shown = name.length() <= 80 ? name : name.substring(0, 77) + "...";
            throw new IllegalArgumentException("a layer name must have 1 to " + LONGEST_NAME
                    + " characters and no \"/\" or control characters, got \"" + shown.replaceAll("\\p{Cntrl}", "?")
                    + "\"");
        }
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        return layer.outputShape(inputs);
    }

    @Override
    public List<Shape> exampleInputs(int width) {
        return layer.exampleInputs(width);
    }

    @Override
    public @Nullable Integers integers(int input) {
        return layer.integers(input);
    }

    @Override
    public List<ParameterSpec> parameters(List<Shape> inputs) {
        return layer.parameters(inputs);
    }

    @Override
    public void completeInitialization(List<Shape> inputs, float[] parameters, int[] offsets) {
        layer.completeInitialization(inputs, parameters, offsets);
    }

    @Override
    public BoundLayer bind(Binding binding) {
        return layer.bind(binding);
    }

    @Override
    public String className() {
        return layer.className();
    }

    @Override
    public String defaultName() {
        return layer.defaultName();
    }
}
