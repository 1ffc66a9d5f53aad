package gradus.layers;

import gradus.data.Shape;
import gradus.internal.Names;
import java.util.List;

/// What a layer is: an immutable value, usually a record whose components are Keras's arguments with Keras's defaults.
///
/// A layer has three lives. This one says *what it is*. When a network is built, [#parameters(List)] reserves slices of
/// the network's flat arrays. For each batch capacity, [#bind(Binding)] makes the buffers and the code that runs.
/// A layer never holds weights, so one value can stand at many places.
public interface Layer {
    /// The shape of a row that comes out, from the shapes of a row of each input.
    ///
    /// @throws ShapeException if such inputs cannot be taken; the message says what is expected and what came
    Shape outputShape(List<Shape> inputs);

    /// Shapes of inputs that this layer takes, with about `width` numbers a row: what the contract tests try it with.
    // One
    /// flat input by default; a layer that takes several, or not every width, says so here.
    default List<Shape> exampleInputs(int width) {
        return List.of(Shape.of(width));
    }

    /// The parameters that are needed for such inputs, trainable ones first, in Keras's order. Empty by default.
    default List<ParameterSpec> parameters(List<Shape> inputs) {
        return List.of();
    }

    /// Completes the first values of parameters that depend on one another, after each has got its own. Does nothing
    /// by default.
    ///
    /// @param parameters all parameters of the network
    /// @param offsets where each of this layer's starts
    default void completeInitialization(List<Shape> inputs, float[] parameters, int[] offsets) {}

    /// The layer at work: buffers made, shapes known.
    BoundLayer bind(Binding binding);

    /// The name of the class as Keras spells it, `Dense`. The automatic name of a layer comes from it.
    default String className() {
        return getClass().getSimpleName();
    }

    /// This layer under a name of its own. Call it last: the result is no longer a `Dense`, say.
    default Layer named(String name) {
        return new NamedLayer(name, true, this);
    }

    /// This layer, never trained: no optimizer touches its weights, and batch normalization uses its running
    /// statistics.
    default Layer frozen() {
        return new NamedLayer(null, false, this);
    }

    /// The automatic name, `batch_normalization` for `BatchNormalization`.
    default String defaultName() {
        return Names.snakeCase(className());
    }

    /// Applies this layer to values of a graph.
    default Node apply(Node... inputs) {
        return Node.of(this, List.of(inputs));
    }
}
