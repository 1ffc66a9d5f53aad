package gradus.keras;

import gradus.training.Graph;
import gradus.training.Outline;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// In which order a file has the layers of a graph, and in which groups of a weight file: `layers/dense_1`, and
/// `layers/sequential/layers/dense` for a layer of a nested model.
///
/// @param order indices of the graph's layers
/// @param groups one an index of the graph's layers
record LayerGroups(List<Integer> order, List<String> groups) {
    /// Copies the lists.
    LayerGroups {
        order = List.copyOf(order);
        groups = List.copyOf(groups);
    }

    /// As Keras orders a model.
    static LayerGroups of(Graph graph) {
        List<Integer> order = new ArrayList<>();
        List<String> groups = new ArrayList<>(Collections.nCopies(graph.layers().size(), ""));
        collect(Outline.of(graph), "layers/", order, groups);
        return new LayerGroups(order, groups);
    }

    /// These groups where a file of Keras 2 has them, which called its layers otherwise.
    ///
    /// @param paths of the datasets of the file
    LayerGroups ofKeras2(List<String> paths) {
        String name = "_layer_checkpoint_dependencies/";
        return paths.stream().noneMatch(path -> path.startsWith(name))
                ? this
                : new LayerGroups(
                        order,
                        groups.stream()
                                .map(group -> group.replaceAll("(^|(?<=/))layers/", name))
                                .toList());
    }

    private static void collect(Outline level, String prefix, List<Integer> order, List<String> groups) {
        List<Integer> units = LayerOrder.of(level);
        List<String> names = LayerOrder.groupNames(units.stream()
                .map(unit -> level.units().get(unit).layer().defaultName())
                .toList());
        for (int i = 0; i < units.size(); i++) {
            Outline.Unit unit = level.units().get(units.get(i));
            if (unit.inner() != null) {
                collect(unit.inner(), prefix + names.get(i) + "/layers/", order, groups);
            } else if (unit.index() >= 0) {
                order.add(unit.index());
                groups.set(unit.index(), prefix + names.get(i));
            }
        }
    }
}
