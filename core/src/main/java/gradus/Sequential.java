package gradus;

import gradus.layers.Layer;
import gradus.training.Graph;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Creates models that are a chain of layers.
///
/// ```java
/// var model = Sequential.of(input(4), dense(16, RELU), dense(3, SOFTMAX));
/// ```
public final class Sequential {
    private Sequential() {}

    /// Creates a model from a chain of layers. The weights are initialized from seed 0; see [Model#seed(long)].
    ///
    /// @param layers the layers, starting with an input
    /// @return the model
    /// @throws gradus.layers.ShapeException if a layer cannot take the output of the one before it
    public static Model of(Layer... layers) {
        return of(null, List.of(layers));
    }

    /// Creates a model from a chain of layers, with a name.
    ///
    /// @param name the name, or null for an automatic one
    /// @param layers the layers, starting with an input
    /// @return the model
    /// @throws gradus.layers.ShapeException if a layer cannot take the output of the one before it
    public static Model of(@Nullable String name, List<? extends Layer> layers) {
        return new Model(Graph.chain(name, layers));
    }
}
