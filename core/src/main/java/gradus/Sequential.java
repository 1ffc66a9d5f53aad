package gradus;

import gradus.layers.Layer;
import gradus.training.Graph;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Makes models that are a chain of layers.
///
/// ```java
/// var model = Sequential.of(input(4), dense(16, RELU), dense(3, SOFTMAX));
/// ```
public final class Sequential {
    private Sequential() {}

    /// A chain, an input first. The weights have their first values, from seed 0; see [Model#seed(long)].
    ///
    /// @throws gradus.layers.ShapeException if a layer cannot take what comes out of the one before it
    public static Model of(Layer... layers) {
        return of(null, List.of(layers));
    }

    /// A chain with a name.
    public static Model of(@Nullable String name, List<? extends Layer> layers) {
        return new Model(Graph.chain(name, layers));
    }
}
