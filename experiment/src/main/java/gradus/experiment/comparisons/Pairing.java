package gradus.experiment.comparisons;

import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;

/// What two experiments of the same seed share beside it, found by looking at both before the first step.
///
/// @param rows whether the same rows, as the same numbers, are learned from and judged by
/// @param judged whether the same rows judge, though others may be learned from
/// @param weights which of the first weights are equal, in words
/// @param sameWeights whether all are
/// @param batches whether the same rows come in the same batches
/// @param masks whether dropout and noise draw the same numbers, or there are none
public record Pairing(
        boolean rows, boolean judged, String weights, boolean sameWeights, boolean batches, boolean masks) {
    /// Compares the data, first weights, batches and masks of two experiments.
    ///
    /// @param baseline of the baseline
    /// @param other of another level
    /// @return what the two have in common
    static Pairing of(Beginning baseline, Beginning other) {
        boolean judged = baseline.judged() == other.judged();
        boolean rows = judged && baseline.train().equals(other.train());
        boolean together = baseline.batches().equals(other.batches());
        boolean batches = rows && together && baseline.shuffle() == other.shuffle() && baseline.seed() == other.seed();
        boolean masks =
                baseline.noise().equals(other.noise()) && (baseline.noise().isEmpty() || together);
        Set<String> names = new TreeSet<>(baseline.weights().keySet());
        names.addAll(other.weights().keySet());
        int equal = 0;
        int shapes = 0;
        int values = 0;
        int absent = 0;
        for (String name : names) {
            float[] one = baseline.weights().get(name);
            float[] two = other.weights().get(name);
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
        return new Pairing(rows, judged, text, all, batches, masks);
    }

    /// What this pair and another one both share.
    Pairing and(Pairing other) {
        return new Pairing(
                rows && other.rows,
                judged && other.judged,
                sameWeights ? other.weights : weights,
                sameWeights && other.sameWeights,
                batches && other.batches,
                masks && other.masks);
    }

    /// {@return what was held equal, in one line}
    public String text() {
        return (rows
                        ? "split and rows equal"
                        : judged ? "test rows equal, training rows differ" : "split and rows differ")
                + "; first weights: " + weights + "; batches "
                + (batches ? "equal" : "differ") + "; dropout and noise " + (masks ? "equal" : "differ");
    }
}
