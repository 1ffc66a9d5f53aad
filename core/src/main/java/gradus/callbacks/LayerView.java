package gradus.callbacks;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A layer of the network that is trained, as callbacks see it.
///
/// @param name its name, such as `dense`; a layer that is applied again appears again, as `dense_again`
/// @param kind its class, such as `Dense`
/// @param inputs the names of the layers whose outputs it takes, in order
/// @param parameters a copy of each of its parameters by name, such as `kernel`
public record LayerView(String name, String kind, List<String> inputs, Map<String, float[]> parameters) {
    /// Copies the list and the map, which keeps its order.
    public LayerView {
        inputs = List.copyOf(inputs);
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }
}
