package gradus.experiment.comparisons;

import gradus.GradientDescent;
import gradus.data.Dataset;
import gradus.experiment.Experiment;
import gradus.layers.Noise;
import gradus.training.Graph;
import gradus.training.Parameters;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What a run begins with, small enough to be kept of every level: of its rows only hashes.
///
/// @param seed of the run
/// @param train the rows that are learned from: number and hashes
/// @param judged hash of the rows that judge
/// @param shuffle whether rows come in another order in each epoch
/// @param batches how many of them come together
/// @param weights the first weights, by layer and name
/// @param noise which layers draw random numbers, and how many
record Beginning(
        long seed,
        List<Integer> train,
        int judged,
        boolean shuffle,
        GradientDescent batches,
        Map<String, float[]> weights,
        Set<String> noise) {
    /// Looks at an experiment before its first step.
    static Beginning of(Experiment experiment) {
        Dataset train = experiment.data().train();
        Dataset test = experiment.data().test();
        Dataset validation = experiment.data().validation();
        Dataset judged = test != null ? test : validation != null ? validation : train;
        return new Beginning(
                experiment.settings().seed(),
                List.of(
                        train.rows(),
                        Arrays.hashCode(train.input().toArray()),
                        Arrays.hashCode(train.target().toArray())),
                Arrays.hashCode(judged.input().toArray()),
                experiment.recipe().shuffle(),
                experiment.gradientDescent(),
                weights(experiment),
                noise(experiment));
    }

    private static Map<String, float[]> weights(Experiment experiment) {
        Map<String, float[]> weights = new LinkedHashMap<>();
        Graph graph = experiment.model().graph();
        Parameters parameters = experiment.model().parameters();
        for (Parameters.Slice slice : parameters.slices()) {
            String name =
                    graph.layers().get(slice.layer()).key() + "/" + slice.spec().name() + " " + slice.index();
            weights.put(name, parameters.copy(slice));
        }
        return weights;
    }

    private static Set<String> noise(Experiment experiment) {
        Set<String> found = new HashSet<>();
        Graph graph = experiment.model().graph();
        for (Graph.Call call : graph.calls()) {
            Graph.Entry entry = graph.entry(call);
            if (entry.layer() instanceof Noise) {
                found.add(entry.key() + " " + call.shape());
            }
        }
        return found;
    }
}
