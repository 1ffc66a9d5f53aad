package gradus.experiment.comparisons;

import gradus.data.Dataset;
import gradus.experiment.Experiment;
import gradus.layers.Noise;
import gradus.training.Graph;
import gradus.training.Parameters;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// What two experiments of the same seed share beside it, found by looking at both before the first step.
///
/// @param rows whether the same rows, as the same numbers, are learned from and judged by
/// @param weights which of the first weights are equal, in words
/// @param sameWeights whether all are
/// @param batches whether the same rows come in the same batches
/// @param masks whether dropout and noise draw the same numbers, or there are none
public record Pairing(boolean rows, String weights, boolean sameWeights, boolean batches, boolean masks) {
    /// Compares the data, first weights, batches and masks of two experiments.
    ///
    /// @param baseline the baseline, not run
    /// @param other an experiment of another level, not run
    /// @return what the two have in common
    public static Pairing of(Experiment baseline, Experiment other) {
        boolean rows =
                same(baseline.data().train(), other.data().train()) && Arrays.equals(judged(baseline), judged(other));
        boolean order = baseline.data().train().rows() == other.data().train().rows()
                && baseline.recipe().shuffle() == other.recipe().shuffle()
                && baseline.settings().seed() == other.settings().seed();
        boolean batches = rows && order && baseline.gradientDescent().equals(other.gradientDescent());
        boolean masks = noise(baseline).equals(noise(other))
                && (noise(baseline).isEmpty() || baseline.gradientDescent().equals(other.gradientDescent()));
        Map<String, float[]> left = weights(baseline);
        Map<String, float[]> right = weights(other);
        Set<String> names = new TreeSet<>(left.keySet());
        names.addAll(right.keySet());
        int equal = 0;
        int shapes = 0;
        int values = 0;
        int absent = 0;
        for (String name : names) {
            float[] one = left.get(name);
            float[] two = right.get(name);
            if (one == null || two == null) {
                absent++;
            } else if (one.length != two.length) {
                shapes++;
            } else if (Arrays.equals(one, two)) {
                equal++;
            } else {
                values++;
            }
        }
        boolean all = equal == names.size();
        String text = all
                ? "all equal"
                : equal + " of " + names.size() + " arrays equal"
                        + (shapes > 0 ? ", " + shapes + " of another shape" : "")
                        + (absent > 0 ? ", " + absent + " on one side only" : "")
                        + (values > 0 ? ", " + values + " with other numbers" : "");
        return new Pairing(rows, text, all, batches, masks);
    }

    private static boolean same(Dataset one, Dataset two) {
        return Arrays.equals(one.input().toArray(), two.input().toArray())
                && Arrays.equals(one.target().toArray(), two.target().toArray());
    }

    private static float[] judged(Experiment experiment) {
        Dataset test = experiment.data().test();
        Dataset validation = experiment.data().validation();
        Dataset judged = test != null
                ? test
                : validation != null ? validation : experiment.data().train();
        return judged.input().toArray();
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

    /// {@return what was held equal, in one line}
    public String text() {
        return "split and rows " + (rows ? "equal" : "differ") + "; first weights: " + weights + "; batches "
                + (batches ? "equal" : "differ") + "; dropout and noise " + (masks ? "equal" : "differ");
    }
}
