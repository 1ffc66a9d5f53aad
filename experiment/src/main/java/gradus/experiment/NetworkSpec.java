package gradus.experiment;

import gradus.initializers.Initializer;
import gradus.layers.Layer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a run trains. Null means: by the data.
///
/// @param layers the hidden layers, or null; with the last one if there is no head
/// @param head whether the last layer follows from the task
/// @param initializer first weights of all dense layers, or null for each layer's own
/// @param net the kind of network
/// @param unfrozen names of the layers of a given model whose weights are trained although its file says that they are
///     frozen
/// @param frozen names of the layers of a given model whose weights are kept
public record NetworkSpec(
        @Nullable List<Layer> layers,
        boolean head,
        @Nullable Initializer initializer,
        Net net,
        List<String> unfrozen,
        List<String> frozen) {
    /// Copies the lists.
    public NetworkSpec {
        layers = layers == null ? null : List.copyOf(layers);
        unfrozen = List.copyOf(unfrozen);
        frozen = List.copyOf(frozen);
    }
}
