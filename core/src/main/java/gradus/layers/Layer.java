package gradus.layers;

import gradus.data.Integers;
import gradus.data.Shape;
import gradus.internal.Names;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A layer's definition: an immutable value, usually a record whose components are Keras's arguments with Keras's
/// defaults.
///
/// A layer goes through three stages. This value defines *what it is*. When a network is built, [#parameters(List)]
/// reserves slices of the network's flat arrays. For each batch capacity, [#bind(Binding)] creates the buffers and
/// the code that runs. A layer never holds weights, so one value can be used in many places.
public interface Layer {
    /// Computes the shape of an output row from the shapes of a row of each input.
    ///
    /// @param inputs the shape of a row of each input
    /// @return the shape of a row of the output
    /// @throws ShapeException if the layer cannot take such inputs; the message names the expected and the actual
    ///     shapes
    Shape outputShape(List<Shape> inputs);

    /// Returns input shapes that this layer accepts, with about `width` values per row, for the contract tests. By
    /// default this is one flat input; a layer that takes several inputs, or not every width, must override it.
    ///
    /// @param width the approximate number of values in a row
    /// @return the shape of a row of each input
    default List<Shape> exampleInputs(int width) {
        return List.of(Shape.of(width));
    }

    /// Returns the integers that the values of an input must come from, as an [Embedding] requires; null, the default,
    /// if it may hold any numbers. A value that is computed is checked by the layer when it runs; a value of the data
    /// is checked before.
    ///
    /// @param input the index of the input
    /// @return the range, or null
    default @Nullable Integers integers(int input) {
        return null;
    }

    /// Returns the parameters needed for such inputs: trainable ones first, in Keras's order. There are none by
    /// default.
    ///
    /// @param inputs the shape of a row of each input
    /// @return the parameters
    default List<ParameterSpec> parameters(List<Shape> inputs) {
        return List.of();
    }

    /// Completes the initial values of parameters that depend on each other, after each has been initialized by
    /// itself. Does nothing by default.
    ///
    /// @param inputs the shape of a row of each input
    /// @param parameters all parameters of the network
    /// @param offsets the index at which each of this layer's parameters starts
    default void completeInitialization(List<Shape> inputs, float[] parameters, int[] offsets) {}

    /// Makes this layer ready to run at one place of a network.
    ///
    /// @param binding the shapes and arrays to work with
    /// @return the layer, ready to run
    BoundLayer bind(Binding binding);

    /// {@return the class name in Keras's spelling, such as `Dense`} The automatic name of a layer is derived from
    /// it.
    default String className() {
        return getClass().getSimpleName();
    }

    /// Returns this layer under a name. Call it last, because the result is no longer a `Dense`, for example.
    ///
    /// @param name the name, unique in the model
    /// @return the named layer
    /// @throws IllegalArgumentException if it is not a valid name
    default Layer named(String name) {
        return new NamedLayer(name, true, this);
    }

    /// Returns this layer frozen: optimizers do not change its weights, and batch normalization uses its moving
    /// statistics.
    ///
    /// @return the frozen layer
    default Layer frozen() {
        return new NamedLayer(null, false, this);
    }

    /// {@return the automatic name, such as `batch_normalization` for `BatchNormalization`}
    default String defaultName() {
        return Names.snakeCase(className());
    }

    /// Applies this layer to values of a graph.
    ///
    /// @param inputs the values, one per input
    /// @return the output
    /// @throws ShapeException if the layer cannot take such inputs
    default Node apply(Node... inputs) {
        return Node.of(this, List.of(inputs));
    }
}
