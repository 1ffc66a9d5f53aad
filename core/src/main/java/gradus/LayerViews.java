package gradus;

import gradus.callbacks.LayerView;
import gradus.training.Graph;
import gradus.training.Parameters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Shows the layers of a model to callbacks.
final class LayerViews {
    private LayerViews() {}

    /// Returns a view for each call of a layer, in their order.
    static List<LayerView> of(Model model) {
        Graph graph = model.graph();
        List<String> names = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        List<LayerView> views = new ArrayList<>();
        for (Graph.Call call : graph.calls()) {
            Graph.Entry entry = graph.entry(call);
            Map<String, float[]> parameters = new LinkedHashMap<>();
            String name = entry.name();
            if (taken.add(name)) {
                for (Parameters.Slice slice : model.parameters().slices(call.layer())) {
                    parameters.put(
                            slice.spec().name(),
                            Arrays.copyOfRange(model.parameters().values(), slice.offset(), slice.end()));
                }
            }
            while (names.contains(name)) {
                name += "_again";
            }
            List<String> inputs = call.inputs().stream().map(names::get).toList();
            names.add(name);
            views.add(new LayerView(name, entry.layer().getClass().getSimpleName(), inputs, parameters));
        }
        return views;
    }
}
