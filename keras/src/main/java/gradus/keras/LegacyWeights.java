package gradus.keras;

import gradus.training.Graph;
import gradus.training.Outline;
import gradus.training.Parameters;
import java.util.ArrayList;
import java.util.List;

/// Weights as Keras 2 laid them out: a group a layer, whose attribute `weight_names` has the names of its datasets.
/// They are found by the order of those layers that have any; a nested model is one layer.
final class LegacyWeights {
    private LegacyWeights() {}

    /// Reads the parameters of all layers that the file fits.
    ///
    /// @param root the group that has the layers' groups
    /// @param values where they go
    /// @return what does not fit, a sentence for each layer
    static List<String> read(Hdf5Reader file, String root, Graph graph, Parameters parameters, float[] values)
            throws ModelFileException {
        List<List<String>> groups = new ArrayList<>();
        for (String layer : names(file, root, "layer_names")) {
            String group = root.isEmpty() ? layer : root + "/" + layer;
            List<String> paths = names(file, group, "weight_names").stream()
                    .map(weight -> group + "/" + weight)
                    .toList();
            if (!paths.isEmpty()) {
                groups.add(paths);
            }
        }
        Outline level = Outline.of(graph);
        List<String> owners = new ArrayList<>();
        List<List<Parameters.Slice>> wanted = new ArrayList<>();
        for (int unit : LayerOrder.of(level)) {
            List<Parameters.Slice> slices = slices(level.units().get(unit), graph, parameters);
            if (!slices.isEmpty()) {
                owners.add("layer \"" + level.units().get(unit).name() + "\"");
                wanted.add(slices);
            }
        }
        if (groups.size() != wanted.size()) {
            throw new ModelFileException("the weights do not fit the model: it has " + wanted.size()
                    + " layers with weights, the file has " + groups.size());
        }
        List<String> problems = new ArrayList<>();
        for (int i = 0; i < wanted.size(); i++) {
            List<String> paths = groups.get(i);
            List<Parameters.Slice> slices = wanted.get(i);
            // Adapted normalization had a count of rows, too.
            if (paths.size() == slices.size() + 1 && paths.getLast().matches(".*/count(:0)?")) {
                paths = paths.subList(0, slices.size());
            }
            String problem = paths.size() != slices.size()
                    ? owners.get(i) + " needs " + slices.size() + " parameters, the file has " + paths.size()
                    : WeightsFile.mismatch(file, paths, slices, owners.get(i));
            if (problem != null) {
                problems.add(problem);
            } else {
                WeightsFile.read(file, paths, slices, owners.get(i), values);
            }
        }
        return problems;
    }

    private static List<String> names(Hdf5Reader file, String group, String attribute) throws ModelFileException {
        List<String> names = file.texts(group, attribute);
        if (names == null) {
            throw new ModelFileException("the group /" + group + " must have an attribute " + attribute);
        }
        return names;
    }

    /// The parameters of a layer or nested model, those that are trained first.
    private static List<Parameters.Slice> slices(Outline.Unit unit, Graph graph, Parameters parameters) {
        List<Parameters.Slice> trained = new ArrayList<>();
        List<Parameters.Slice> others = new ArrayList<>();
        List<Integer> layers = new ArrayList<>();
        collect(unit, layers);
        for (int layer : layers) {
            for (Parameters.Slice slice : parameters.slices(layer)) {
                boolean trains =
                        graph.layers().get(layer).trainable() && slice.spec().trainable();
                (trains ? trained : others).add(slice);
            }
        }
        trained.addAll(others);
        return trained;
    }

    private static void collect(Outline.Unit unit, List<Integer> layers) {
        Outline inner = unit.inner();
        if (inner != null) {
            for (int part : LayerOrder.of(inner)) {
                collect(inner.units().get(part), layers);
            }
        } else if (unit.index() >= 0) {
            layers.add(unit.index());
        }
    }
}
